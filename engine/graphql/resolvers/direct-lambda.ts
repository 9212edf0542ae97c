/** Direct Lambda: no code, the function gets the context itself and its answer is the field (spec/appsync-resolvers 6.3, 6.4). */
import type { DataSourceError, DataSourceOutcome } from '../../kernel/index.ts';
import { raise } from '../errors.ts';
import type { RaisedError } from '../ports.ts';
import type { Frame } from './context.ts';
import { failedWith } from './ending.ts';
import type { Ending } from './ending.ts';
import { send } from './send.ts';
import type { Step } from './send.ts';

/** Without `args`, `env`, `result` and `error`; with both selection texts, which a serialised `ctx` lacks. */
function toEvent({ context }: Frame): Readonly<Record<string, unknown>> {
  const { info } = context;
  return {
    arguments: context.arguments,
    identity: context.identity,
    source: context.source,
    request: context.request,
    prev: context.prev,
    info: {
      selectionSetList: info.selectionSetList,
      selectionSetGraphQL: info.selectionSetGraphQL,
      parentTypeName: info.parentTypeName,
      fieldName: info.fieldName,
      variables: info.variables,
    },
    stash: context.stash,
  };
}

const UNAUTHORIZED = 'UnauthorizedException';

function toRaised(type: string | null, message: string, data: unknown): RaisedError {
  return raise(type === UNAUTHORIZED ? 'You are not authorized to make this call.' : message, type, data);
}

/** A named error keeps its name; a plain `Error` is `Lambda:Unhandled`. */
function ofThrown(error: DataSourceError, data: unknown): RaisedError {
  const name = error.unhandledErrorType;
  const isNamed =
    error.type === 'Lambda:Unhandled' && typeof name === 'string' && name !== 'Error' && name !== 'Sandbox.Timedout';
  return toRaised(isNamed ? name : error.type, error.message, data);
}

/** In the batch form each element is `{data, errorMessage?, errorType?}`. */
function ofElement(element: unknown): Ending {
  if (typeof element !== 'object' || element === null) return { kind: 'value', value: null };
  const { data, errorMessage, errorType } = element as Record<string, unknown>;
  if (typeof errorMessage !== 'string') return { kind: 'value', value: data ?? null };
  return failedWith(toRaised(typeof errorType === 'string' ? errorType : null, errorMessage, data));
}

export async function callDirectLambda(step: Step, frame: Frame): Promise<Ending> {
  const isBatch = step.maxBatchSize > 0;
  const document = { operation: isBatch ? 'BatchInvoke' : 'Invoke', payload: toEvent(frame) };
  const { result, error }: DataSourceOutcome = await send(step, frame, document);
  if (error !== null) return failedWith(ofThrown(error, result));
  return isBatch ? ofElement(result) : { kind: 'value', value: result };
}
