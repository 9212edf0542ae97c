/** Answers that never reach the executor: statuses, types and texts of spec/appsync-edge 1.3. */
export interface HttpRefusal {
  readonly status: number;
  readonly errorType: string;
  readonly message: string;
}

const MALFORMED = 'MalformedHttpRequestException';

export const REFUSALS = {
  emptyBody: { status: 400, errorType: MALFORMED, message: 'Request body is empty.' },
  unparseable: { status: 400, errorType: MALFORMED, message: 'Unable to parse GraphQL query.' },
  /** The service's own limit and text are not known. */
  bodyTooLarge: { status: 413, errorType: MALFORMED, message: 'Request body exceeds 1 MB.' },
  methodNotAllowed: { status: 405, errorType: MALFORMED, message: 'Use POST, or GET for queries.' },
  queriesOnly: { status: 400, errorType: 'BadRequestException', message: 'GET requests may carry queries only.' },
  internal: { status: 500, errorType: 'InternalFailure', message: 'Internal failure' },
} as const satisfies Readonly<Record<string, HttpRefusal>>;

/** Laid out as the service's own serializer does (Jackson, two spaces, spaces around colons). */
export function refusalBody(errorType: string, message: string): string {
  const text = message === '' ? '' : `,\n    "message" : ${JSON.stringify(message)}`;
  return `{\n  "errors" : [ {\n    "errorType" : ${JSON.stringify(errorType)}${text}\n  } ]\n}`;
}
