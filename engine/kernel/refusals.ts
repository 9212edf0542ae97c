/**
 * Every HTTP answer that is not a result: status, `x-amzn-errortype` and text (spec/appsync-edge 1.3, spec/appsync-resolvers 8.1).
 * The one table. Rooms name a row; `refusalBody` is the one layout. Rows that AppSync has not been seen to send say so.
 */
export interface RefusalRow {
  readonly status: number;
  /** Sent as `x-amzn-errortype` as well: Amplify reads the header alone. */
  readonly errorType: string;
  /** Empty: the answer has no `message` key. */
  readonly message: string;
  /** The text of the same case in answer to `start` on a socket, where the two were seen to differ. @default `message` */
  readonly startMessage?: string;
}

const MALFORMED = 'MalformedHttpRequestException';
const BAD_REQUEST = 'BadRequestException';
const UNAUTHORIZED = 'UnauthorizedException';
const NO_VALID_HEADER = 'Valid authorization header not provided.';

export const REFUSALS = {
  // Before there is a document.
  emptyBody: { status: 400, errorType: MALFORMED, message: 'Request body is empty.' },
  unparseable: { status: 400, errorType: MALFORMED, message: 'Unable to parse GraphQL query.' },
  /** Text is our own. */
  badVariables: { status: 400, errorType: MALFORMED, message: 'Variables must be a JSON object.' },
  /** Limit, type and text are our own. */
  bodyTooLarge: { status: 413, errorType: 'RequestEntityTooLargeException', message: 'Request body is too large.' },
  /** Status and text are our own. */
  methodNotAllowed: { status: 405, errorType: MALFORMED, message: 'Use POST, or GET for queries.' },
  /** Requests that are no HTTP: status is Node's, type and text are our own. */
  malformedHttp: { status: 400, errorType: MALFORMED, message: 'Malformed HTTP request.' },
  headersTooLarge: { status: 431, errorType: MALFORMED, message: 'Request headers are too large.' },
  requestTimeout: { status: 408, errorType: 'RequestTimeoutException', message: 'Request took too long to arrive.' },

  // Documents that never reach execution.
  missingOperationName: { status: 400, errorType: BAD_REQUEST, message: 'Missing operation name.' },
  /** Text is our own. */
  unknownOperationName: { status: 400, errorType: BAD_REQUEST, message: 'Unknown operation name.' },
  subscriptionByPost: { status: 400, errorType: BAD_REQUEST, message: 'Subscriptions over MQTT is not supported.' },
  /** Our own choice: AppSync is said to run mutations by GET as well, which a browser can be tricked into. */
  mutationByGet: { status: 400, errorType: BAD_REQUEST, message: 'Mutations are not supported over GET.' },
  /** Status and text are our own; the quota of 15,000 tokens is AppSync's. */
  tooManyTokens: { status: 400, errorType: BAD_REQUEST, message: 'The query document exceeds 15000 tokens.' },
  /** Our own guard against fragments that multiply. */
  tooManyFields: { status: 400, errorType: BAD_REQUEST, message: 'The query document expands to too many fields.' },

  // Credentials.
  /** No credential, one of a mode that the API does not have, a malformed or forged token. */
  noValidHeader: { status: 401, errorType: UNAUTHORIZED, message: NO_VALID_HEADER },
  /** An unknown or expired API key; a Lambda authorizer that does not say yes. */
  notAuthorized: { status: 401, errorType: UNAUTHORIZED, message: 'You are not authorized to make this call.' },
  /** Over HTTP the text is not certain; on sockets the other one was seen. */
  tokenExpired: {
    status: 401,
    errorType: UNAUTHORIZED,
    message: 'Token has expired.',
    startMessage: NO_VALID_HEADER,
  },
  /** An IAM principal without any matching `appsync:GraphQL` permission. */
  permissionDenied: { status: 401, errorType: UNAUTHORIZED, message: 'Permission denied' },
  /** A Lambda authorizer that cannot be invoked. */
  authorizerUnavailable: { status: 400, errorType: BAD_REQUEST, message: '' },
  unknownAccessKey: {
    status: 403,
    errorType: 'UnrecognizedClientException',
    message: 'The security token included in the request is invalid.',
  },
  /** AWS's texts name the strings that differ, so callers put their own in place of these two. */
  signatureMismatch: { status: 403, errorType: 'InvalidSignatureException', message: '' },
  signatureIncomplete: { status: 403, errorType: 'IncompleteSignatureException', message: '' },

  // Faults.
  internal: { status: 500, errorType: 'InternalFailure', message: 'Internal failure' },
} as const satisfies Readonly<Record<string, RefusalRow>>;

export type RefusalName = keyof typeof REFUSALS;

/** Laid out as the service's own serializer does: two spaces, spaces around colons (1.3). */
export function refusalBody({ errorType, message }: Pick<RefusalRow, 'errorType' | 'message'>): string {
  const text = message === '' ? '' : `,\n    "message" : ${JSON.stringify(message)}`;
  return `{\n  "errors" : [ {\n    "errorType" : ${JSON.stringify(errorType)}${text}\n  } ]\n}`;
}
