/**
 * Documents that never reach execution: the one table (spec/appsync-edge 1.3, spec/appsync-resolvers 8.1). What is refused before
 * there is a document (empty body, credentials, size) belongs to the server.
 */
interface RefusalRow {
  readonly status: number;
  readonly errorType: string;
  readonly message: string;
}

const ROWS = {
  unparseable: { status: 400, errorType: 'MalformedHttpRequestException', message: 'Unable to parse GraphQL query.' },
  missingOperationName: { status: 400, errorType: 'BadRequestException', message: 'Missing operation name.' },
  // The text is our own; AppSync's is not recorded.
  unknownOperationName: { status: 400, errorType: 'BadRequestException', message: 'Unknown operation name.' },
  subscriptionByPost: {
    status: 400,
    errorType: 'BadRequestException',
    message: 'Subscriptions over MQTT is not supported.',
  },
  // Our own choice: AppSync is said to run mutations by GET as well, which a browser can be tricked into.
  mutationByGet: { status: 400, errorType: 'BadRequestException', message: 'Mutations are not supported over GET.' },
  // Status and text of both are our own; the quota of 15,000 tokens is AppSync's.
  tooManyTokens: { status: 400, errorType: 'BadRequestException', message: 'The query document exceeds 15000 tokens.' },
  tooManyFields: {
    status: 400,
    errorType: 'BadRequestException',
    message: 'The query document expands to too many fields.',
  },
  badVariables: {
    status: 400,
    errorType: 'MalformedHttpRequestException',
    message: 'Variables must be a JSON object.',
  },
} as const satisfies Readonly<Record<string, RefusalRow>>;

export type RefusalName = keyof typeof ROWS;

/** An answer without `data`: nothing of the operation ran. */
export interface Refusal {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Printed as Jackson's pretty printer does, which is what AppSync sends (edge 1.3). */
  readonly body: string;
}

/** The answer of one row, with its `x-amzn-errortype` header. */
export function refuse(name: RefusalName): Refusal {
  const { status, errorType, message }: RefusalRow = ROWS[name];
  const lines = [`    "errorType" : ${JSON.stringify(errorType)}`, `    "message" : ${JSON.stringify(message)}`];
  return {
    status,
    headers: { 'x-amzn-errortype': errorType },
    body: `{\n  "errors" : [ {\n${lines.join(',\n')}\n  } ]\n}`,
  };
}
