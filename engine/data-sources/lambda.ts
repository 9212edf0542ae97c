/** Lambda: `Invoke`, `BatchInvoke`, asynchronous `Event`, and how failures look to a resolver (spec/appsync-resolvers 6). */
import { InvalidDocument, timeLeft } from '../kernel/index.ts';
import type {
  Clock,
  DataSource,
  DataSourceCall,
  DataSourceError,
  DataSourceOutcome,
  Invoke,
  InvokeOutcome,
} from '../kernel/index.ts';
import { readDocument, readOperation } from './document.ts';
import type { Members } from './document.ts';

const MAX_RESULT_BYTES = 5 * 1024 * 1024;

type Failed = Extract<InvokeOutcome, { readonly ok: false }>;

/** The type of a failure that is not the function's own. */
const TYPES: Readonly<Record<Failed['reason'], string>> = {
  handled: 'Lambda:Unhandled',
  timeout: 'Lambda:Unhandled',
  crash: 'Lambda:Unhandled',
  'caller-timeout': 'Lambda:ExecutionTimeoutException',
  'not-found': 'Lambda:ResourceNotFoundException',
  'too-large': 'Lambda:RequestTooLargeException',
  throttled: 'Lambda:TooManyRequestsException',
};

/** `unhandledErrorType` keeps the class that the function threw: direct resolvers show it (6.4). */
export function toLambdaError(failed: Failed): DataSourceError {
  if (failed.reason === 'caller-timeout') {
    return { message: 'Execution timed out.', type: TYPES[failed.reason], unhandledErrorType: null };
  }
  const isOwn = failed.reason === 'handled' || failed.reason === 'timeout' || failed.reason === 'crash';
  const unhandledErrorType = failed.reason === 'timeout' ? 'Sandbox.Timedout' : isOwn ? failed.errorType : null;
  return { message: failed.errorMessage, type: TYPES[failed.reason], unhandledErrorType };
}

/** Measured only where the text could be long: a string of n characters has at most 3n bytes. */
function isTooLarge(payload: unknown): boolean {
  const text = JSON.stringify(payload) as string | undefined;
  if (text === undefined || text.length * 3 <= MAX_RESULT_BYTES) return false;
  return Buffer.byteLength(text) > MAX_RESULT_BYTES;
}

function toOutcome(invocationType: 'RequestResponse' | 'Event', outcome: InvokeOutcome): DataSourceOutcome {
  if (!outcome.ok) return { result: null, error: toLambdaError(outcome) };
  if (invocationType === 'Event') return { result: null, error: null };
  if (!isTooLarge(outcome.payload)) return { result: outcome.payload ?? null, error: null };
  // The quota is AppSync's (10.3); the text is our own.
  return {
    result: null,
    error: { message: 'The result of the function exceeds 5 MB.', type: 'Lambda:ResponseTooLarge' },
  };
}

function readInvocationType(document: Members): 'RequestResponse' | 'Event' {
  const { invocationType } = document;
  if (invocationType === undefined || invocationType === null || invocationType === 'RequestResponse')
    return 'RequestResponse';
  if (invocationType === 'Event') return 'Event';
  throw new InvalidDocument("Value for field '$[invocationType]' must be one of RequestResponse, Event.");
}

function spread(outcome: DataSourceOutcome, count: number): DataSourceOutcome[] {
  if (outcome.error !== null) return Array.from({ length: count }, () => outcome);
  const { result } = outcome;
  if (Array.isArray(result) && result.length === count)
    return result.map((item: unknown) => ({ result: item ?? null, error: null }));
  const got = Array.isArray(result) ? `a list of ${result.length}` : 'no list';
  // AppSync fails every item; its type and text are not recorded.
  const message = `BatchInvoke needs a list of ${count} results, but the function gave ${got}.`;
  return Array.from({ length: count }, () => ({ result: null, error: { message, type: 'Lambda:IllegalArgument' } }));
}

export function createLambdaDataSource(name: string, functionArn: string, invoke: Invoke, clock: Clock): DataSource {
  const send = async (
    payload: unknown,
    invocationType: 'RequestResponse' | 'Event',
    call: DataSourceCall,
  ): Promise<DataSourceOutcome> =>
    toOutcome(
      invocationType,
      await invoke({
        function: functionArn,
        payload,
        invocationType,
        timeoutMs: timeLeft(call.scope, clock),
        cost: call.scope.cost,
      }),
    );

  const sendBatch = async (
    documents: readonly unknown[],
    calls: readonly DataSourceCall[],
  ): Promise<DataSourceOutcome[]> => {
    const [call] = calls;
    if (call === undefined) return [];
    const read = documents.map(readDocument);
    const payloads = read.map((document) => document.payload ?? null);
    const isEvent = read.every((document) => readInvocationType(document) === 'Event');
    const outcome = await send(payloads, isEvent ? 'Event' : 'RequestResponse', call);
    // Nobody waits for an answer: each item has null.
    if (isEvent && outcome.error === null) return read.map(() => outcome);
    return spread(outcome, documents.length);
  };

  return {
    name,
    type: 'AWS_LAMBDA',
    async invoke(given, call) {
      const document = readDocument(given);
      const operation = readOperation(document);
      const invocationType = readInvocationType(document);
      if (operation === 'BatchInvoke') {
        const [only] = await sendBatch([document], [call]);
        return only ?? { result: null, error: null };
      }
      if (operation !== 'Invoke') {
        throw new InvalidDocument(
          `Unsupported operation '${operation}'. This data source only supports the following operations (Invoke,BatchInvoke)`,
        );
      }
      return send(document.payload ?? null, invocationType, call);
    },
    invokeBatch: sendBatch,
  };
}
