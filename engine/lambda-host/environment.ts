import type { FunctionBlueprint } from '../template/index.ts';

/** Where inline code lives on Lambda; a folder of code keeps its own path, so that stack traces can be opened. */
const INLINE_TASK_ROOT = '/var/task';

/** What `LAMBDA_TASK_ROOT` says. */
export function taskRootOf(fn: FunctionBlueprint): string {
  return 'directory' in fn.code ? fn.code.directory : INLINE_TASK_ROOT;
}

/** `/aws/lambda/<name>` unless the template names a log group. */
export function logGroupOf(fn: FunctionBlueprint): string {
  return fn.logGroup ?? `/aws/lambda/${fn.functionName}`;
}

export interface EnvironmentInput {
  readonly fn: FunctionBlueprint;
  readonly version: string;
  readonly logStreamName: string;
  /** Credentials, region and endpoint: what the engine adds. Wins over everything, as reserved variables do on Lambda. */
  readonly extra: Readonly<Record<string, string>>;
}

/** All variables that the function sees. Nothing of the host's own environment is in it. */
export function toEnvironment({ fn, version, logStreamName, extra }: EnvironmentInput): Record<string, string> {
  const region = fn.arn.split(':')[3] ?? '';
  return {
    LANG: 'en_US.UTF-8',
    PATH: '/usr/local/bin:/usr/bin:/bin',
    ...fn.environment,
    TZ: ':UTC',
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_EXECUTION_ENV: `AWS_Lambda_${fn.runtime}`,
    AWS_LAMBDA_FUNCTION_NAME: fn.functionName,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(fn.memoryMb),
    AWS_LAMBDA_FUNCTION_VERSION: version,
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: logGroupOf(fn),
    AWS_LAMBDA_LOG_STREAM_NAME: logStreamName,
    LAMBDA_TASK_ROOT: taskRootOf(fn),
    _HANDLER: fn.handler,
    ...extra,
  };
}
