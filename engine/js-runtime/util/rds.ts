/** `util.rds`: the one function that `@aws-appsync/utils/rds` shares with `util` (spec 3.7). */
import type { RdsUtil } from '@aws-appsync/utils/lib/rds-utils.js';
import { toJsonObject } from '../rds/rows.ts';

export const rdsUtil = Object.freeze({ toJsonObject }) satisfies Readonly<Record<keyof RdsUtil, unknown>>;
