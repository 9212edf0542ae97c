/** DynamoDB Local words a few refusals in its own way; what clients read is the service's (spec/appsync-resolvers 5.4). */

/** @param operation - as AppSync names it; of an item that is put, the service names the missing key, which is not known here */
export function serviceText(message: string, operation: string): string {
  switch (message) {
    case 'Cannot do operations on a non-existent table':
      return 'Requested resource not found';
    case 'The number of conditions on the keys is invalid':
    case 'One of the required keys was not given a value':
      return operation === 'PutItem' ? message : 'The provided key element does not match the schema';
    default:
      return message;
  }
}
