/** What this room asks for. `engine/engine.ts` joins it to the credentials, the policies and the bus. */
import type { RequestHeaders } from '../kernel/index.ts';

/** A request as it came over the wire, for the check of its signature. */
export interface SignedRequest {
  readonly method: string;
  /** Still percent-encoded, without the query. */
  readonly path: string;
  /** Without `?`; empty when there is none. */
  readonly query: string;
  readonly headers: RequestHeaders;
  readonly body: Uint8Array;
}

/** Why a signature does not hold; sent on as the error of the call. */
export interface SignatureRefusal {
  readonly ok: false;
  readonly status: number;
  readonly errorType: string;
  readonly message: string;
}

export type Verification = { readonly ok: true; readonly roleArn: string } | SignatureRefusal;
export type Verify = (request: SignedRequest) => Verification | Promise<Verification>;

/** `message` is sent on as it is: AWS's text begins `User: … is not authorized to perform: …`. */
export type Authorization = { readonly ok: true } | { readonly ok: false; readonly message: string };
/** Asked once for each action and resource of a call; the first denial ends it. `input` is the request, for conditions on its keys. */
export type Authorize = (
  roleArn: string,
  action: string,
  resource: string,
  input: Readonly<Record<string, unknown>>,
) => Authorization | Promise<Authorization>;

/** `entries` and the answer have the shape of EventBridge's PutEvents. */
export type PutEvents = (
  roleArn: string,
  entries: readonly Readonly<Record<string, unknown>>[],
) => Promise<Readonly<Record<string, unknown>>>;

/** One call that was routed and whose signature holds. */
export interface ServedCall {
  /** As in the credential scope: `dynamodb`, `sqs`, `events`. */
  readonly service: string;
  readonly action: string;
  readonly roleArn: string;
  readonly requestId: string;
  /** 1 for the first call of this action since the start. */
  readonly nth: number;
  /** The request as JSON. */
  readonly input: () => Readonly<Record<string, unknown>>;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body: Uint8Array;
}

/** Told after each call that was served, refused or made to fail. */
export type Meter = (call: ServedCall, answer: Answer, durationMs: number) => void;

/**
 * What a test makes of a call. `before`: the service never sees it. `after`: the service did its work and the caller is told of a
 * failure, as when an answer is lost. `disconnect` closes the socket without an answer.
 */
export type Fault = { readonly when: 'before' | 'after' } & (
  | { readonly kind: 'answer'; readonly answer: Answer }
  | { readonly kind: 'disconnect' }
  | { readonly kind: 'delay'; readonly ms: number }
);
export type Faults = (call: ServedCall) => Fault | null;
