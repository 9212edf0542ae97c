/** AWS_LAMBDA: a function decides, and its answer is kept by token (spec/appsync-edge 2.7). */
import type { Caller, Clock, Invoke, InvokeOutcome, Log } from '../kernel/index.ts';
import type { ApiBlueprint, AuthProviderBlueprint } from '../template/index.ts';
import { readAuthorization } from './authorizer-answer.ts';
import { authorizerEvent } from './authorizer-event.ts';
import { readClientPattern } from './client-pattern.ts';
import type { AuthOutcome, AuthRequest } from './provider.ts';
import { REFUSALS } from './refusals.ts';
import { TokenCache } from './token-cache.ts';

type LambdaProvider = Extract<AuthProviderBlueprint, { readonly mode: 'AWS_LAMBDA' }>;

export interface LambdaAuthorizerOptions {
  readonly api: Pick<ApiBlueprint, 'apiId' | 'arn'>;
  readonly accountId: string;
  readonly invoke: Invoke;
  readonly clock: Clock;
  readonly log: Log;
}

export type LambdaAuthorizer = (token: string, request: AuthRequest) => AuthOutcome | Promise<AuthOutcome>;

const TIMEOUT_MS = 10_000;
/** Longer answers are obeyed but not kept. */
const MAX_KEPT_BYTES = 1_048_576;
const MAX_BYTES = 5 * 1_048_576;

interface Kept {
  readonly outcome: AuthOutcome;
  readonly endsAtMs: number;
}

export function createLambdaAuthorizer(provider: LambdaProvider, options: LambdaAuthorizerOptions): LambdaAuthorizer {
  const { api, accountId, invoke, clock, log } = options;
  const isWellFormed = readClientPattern(provider.identityValidationExpression);
  const kept = new TokenCache<Kept>();

  const refuse = (requestId: string | undefined, cause: string): AuthOutcome => {
    log.warn('the Lambda authorizer did not decide: the caller is refused', { requestId, cause });
    return REFUSALS.notAuthorized;
  };

  const obey = (token: string, outcome: InvokeOutcome, requestId: string | undefined): AuthOutcome => {
    if (!outcome.ok) {
      if (outcome.reason !== 'not-found') return refuse(requestId, `${outcome.errorType}: ${outcome.errorMessage}`);
      log.warn('the Lambda authorizer cannot be invoked', { requestId, cause: outcome.errorMessage });
      return REFUSALS.authorizerUnavailable;
    }
    const bytes = Buffer.byteLength(JSON.stringify(outcome.payload ?? null));
    if (bytes > MAX_BYTES) return refuse(requestId, `the answer has ${bytes} bytes; 5 MB is the limit`);
    const answer = readAuthorization(outcome.payload, api.arn);
    if (typeof answer === 'string') return refuse(requestId, answer);
    const decision: AuthOutcome = answer.isAuthorized
      ? { ok: true, caller: toCaller(answer.resolverContext, answer.deniedFields) }
      : REFUSALS.notAuthorized;
    const ttlSeconds = answer.ttlOverride ?? provider.resultTtlSeconds;
    if (ttlSeconds > 0 && bytes < MAX_KEPT_BYTES) {
      kept.set(token, { outcome: decision, endsAtMs: clock.now() + ttlSeconds * 1000 }, bytes);
    }
    return decision;
  };

  return (token, request) => {
    if (!isWellFormed(token)) return REFUSALS.notAuthorized;
    const known = kept.get(token);
    if (known !== undefined && known.endsAtMs > clock.now()) return known.outcome;
    const payload = authorizerEvent(token, request, { apiId: api.apiId, accountId });
    return invoke({ function: provider.authorizerArn, payload, timeoutMs: TIMEOUT_MS }).then((outcome) =>
      obey(token, outcome, request.requestId),
    );
  };
}

/** The identity is never without `resolverContext`: templates test for it. */
function toCaller(resolverContext: Readonly<Record<string, unknown>>, deniedFields: ReadonlySet<string>): Caller {
  const caller: Caller = { mode: 'AWS_LAMBDA', groups: [], identity: { resolverContext } };
  return deniedFields.size === 0 ? caller : { ...caller, deniedFields };
}
