/** What crosses between the host and a worker. Payloads cross as JSON text, as in Lambda: nothing is shared by accident. */

/** The body of a failed invocation, with the keys of Lambda's Node.js runtime. */
export interface FailureBody {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace?: readonly string[];
}

/** The part of the context object that is the same for each event of an instance. */
export interface StaticContext {
  readonly functionName: string;
  readonly functionVersion: string;
  readonly memoryLimitInMB: string;
  readonly logGroupName: string;
  readonly logStreamName: string;
}

export interface WorkerSettings {
  /** `index.handler`, or `folder/index.handler`. */
  readonly handler: string;
  readonly taskRoot: string;
  /** Source text of an inline function; null when the code is the folder `taskRoot`. */
  readonly inline: string | null;
  /** A file of the engine. `@aws-sdk/*` is found from there, because Lambda's runtime brings it along. */
  readonly runtimeModulesFrom: string;
  readonly context: StaticContext;
}

export interface EventMessage {
  readonly requestId: string;
  readonly body: string;
  readonly remainingMs: number;
  readonly invokedFunctionArn: string;
}

export type LineLevel = 'debug' | 'info' | 'warn' | 'error';

export type WorkerMessage =
  | { readonly type: 'ready' }
  | { readonly type: 'init-failed'; readonly error: FailureBody }
  | { readonly type: 'answer'; readonly requestId: string; readonly body: string }
  | { readonly type: 'failure'; readonly requestId: string; readonly error: FailureBody }
  /** An error that no handler caught: the worker ends itself right after. */
  | { readonly type: 'fatal'; readonly error: FailureBody }
  | { readonly type: 'line'; readonly requestId: string | null; readonly level: LineLevel; readonly text: string };
