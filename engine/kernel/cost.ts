/** What one request used. Readable in the answer's `extensions.cost` when the request carries `x-gateway-cost: 1`. */
export class CostMeter {
  resolvers = 0;
  dynamodbCalls = 0;
  /** Read units by DynamoDB's own rule (4 kB, half when eventually consistent), not by what DynamoDB Local reports. */
  readUnits = 0;
  /** Write units by DynamoDB's own rule (1 kB, double in a transaction). */
  writeUnits = 0;
  lambdaInvocations = 0;

  /** For a log line or an answer. Written out, because to copy an object of a class is slow and each request does it. */
  counts(): Readonly<Record<string, number>> {
    const { resolvers, dynamodbCalls, readUnits, writeUnits, lambdaInvocations } = this;
    return { resolvers, dynamodbCalls, readUnits, writeUnits, lambdaInvocations };
  }
}
