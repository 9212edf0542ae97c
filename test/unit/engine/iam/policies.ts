/** Roles made of policy documents, and an `Iam` over them whose log can be read. */
import { createIam } from '../../../../engine/iam/index.ts';
import type { Iam, IamMode, Principal } from '../../../../engine/iam/index.ts';
import { createLog } from '../../../../engine/kernel/index.ts';
import type { RoleBlueprint } from '../../../../engine/template/index.ts';

export const ACCOUNT = '111122223333';
export const REGION = 'eu-west-1';
export const TABLE = `arn:aws:dynamodb:${REGION}:${ACCOUNT}:table/Orders`;
export const ROLE_ARN = `arn:aws:iam::${ACCOUNT}:role/Reader`;
export const PRINCIPAL: Principal = { arn: ROLE_ARN, session: 'local', user: 'data source Orders' };

export type Statement = Readonly<Record<string, unknown>>;

export const policy = (...statements: readonly Statement[]): unknown => ({
  Version: '2012-10-17',
  Statement: statements.map((one) => ({ Effect: 'Allow', ...one })),
});

export const aRole = (policies: readonly unknown[], more: Partial<RoleBlueprint> = {}): RoleBlueprint => ({
  logicalId: 'ReaderRole',
  arn: ROLE_ARN,
  roleName: 'Reader',
  policies,
  managedPolicyArns: [],
  ...more,
});

export interface IamUnderTest {
  readonly iam: Iam;
  readonly lines: Record<string, unknown>[];
  /** Whether the role may do it. */
  readonly may: (
    action: string,
    resource?: string,
    context?: Readonly<Record<string, string | readonly string[]>>,
  ) => boolean;
}

export function iamOf(roles: readonly RoleBlueprint[], mode: IamMode = 'enforce'): IamUnderTest {
  const lines: Record<string, unknown>[] = [];
  const log = createLog('debug', (line) => lines.push(JSON.parse(line) as Record<string, unknown>));
  const iam = createIam({ roles, accountId: ACCOUNT, region: REGION, mode, log });
  return {
    iam,
    lines,
    may: (action, resource = TABLE, context = {}) =>
      iam.authorize(PRINCIPAL, { action, resource }, () => new Map(Object.entries(context))).ok,
  };
}

export const roleMay = (...statements: readonly Statement[]): IamUnderTest['may'] =>
  iamOf([aRole([policy(...statements)])]).may;
