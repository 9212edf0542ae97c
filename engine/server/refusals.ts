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
  /** Limit, type and text are our own; the service's are not known. */
  bodyTooLarge: { status: 413, errorType: 'RequestEntityTooLargeException', message: 'Request body is too large.' },
  methodNotAllowed: { status: 405, errorType: MALFORMED, message: 'Use POST, or GET for queries.' },
  mutationByGet: { status: 400, errorType: 'BadRequestException', message: 'Mutations are not supported over GET.' },
  badVariables: { status: 400, errorType: MALFORMED, message: 'Variables must be a JSON object.' },
  internal: { status: 500, errorType: 'InternalFailure', message: 'Internal failure' },
} as const satisfies Readonly<Record<string, HttpRefusal>>;

/** Laid out as the service's own serializer does (Jackson, two spaces, spaces around colons). */
export function refusalBody(errorType: string, message: string): string {
  const text = message === '' ? '' : `,\n    "message" : ${JSON.stringify(message)}`;
  return `{\n  "errors" : [ {\n    "errorType" : ${JSON.stringify(errorType)}${text}\n  } ]\n}`;
}
