import type { OperationsBundle } from './saved-operation.ts';

/** Put in place by the build. */
declare global {
  const BUILD_VERSION: string;
  const SAVED_OPERATIONS: OperationsBundle;
}
