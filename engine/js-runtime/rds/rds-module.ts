/** The module `@aws-appsync/utils/rds` (spec 7.4): builds requests, reads answers, holds no state and talks to no database. */
import type * as published from '@aws-appsync/utils/rds.js';
import { toJsonObject } from './rows.ts';
import { agg, sql, statementOf, typeHint } from './statements.ts';
import { createStatement } from './write.ts';

export const rdsModule = Object.freeze({
  select: statementOf('select'),
  insert: statementOf('insert'),
  update: statementOf('update'),
  remove: statementOf('remove'),
  createPgStatement: createStatement({ quote: '"', functionName: 'createPgStatement', hasReturning: true }),
  createMySQLStatement: createStatement({ quote: '`', functionName: 'createMySQLStatement', hasReturning: false }),
  sql,
  toJsonObject,
  typeHint,
  agg,
}) satisfies Readonly<Record<keyof typeof published, unknown>>;
