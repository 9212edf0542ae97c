/** The permissions that are not a data source's: of IAM callers on root fields, of functions on AWS, of mappings on streams. */
import { userError } from '../kernel/index.ts';
import type { Caller, Log } from '../kernel/index.ts';
import type { Blueprint } from '../template/index.ts';
import { partitionKeyOf } from './guard-data-source.ts';
import type { Decision, Iam } from './iam.ts';
import { leadingKeys } from './leading-keys.ts';

type Members = Readonly<Record<string, unknown>>;

/** `appsync:GraphQL` on root fields (spec/appsync-edge 2.4). The same answer for the same principal, so plans may keep it. */
export function rootFieldRule(
  iam: Iam,
  apiArn: string,
): (caller: Caller, typeName: string, fieldName: string) => boolean {
  return ({ principalArn, identity }, typeName, fieldName) => {
    if (principalArn === undefined) return true;
    const username = identity?.username;
    const session = typeof username === 'string' ? (username.split(':')[1] ?? '') : '';
    const principal = { arn: principalArn, session, user: 'IAM caller' };
    const resource = `${apiArn}/types/${typeName}/fields/${fieldName}`;
    return iam.authorize(principal, { action: 'appsync:GraphQL', resource }).ok;
  };
}

/** What a function does on AWS with its own role. */
export function functionRule(
  iam: Iam,
  { functions, tables }: Pick<Blueprint, 'functions' | 'tables'>,
): (roleArn: string, action: string, resource: string, input?: Members) => Decision {
  const byRole = new Map(functions.map((each) => [each.roleArn, each]));
  const byArn = new Map(tables.map((table) => [table.arn, table]));
  return (roleArn, action, resource, input = {}) => {
    const found = byRole.get(roleArn);
    const user = found === undefined ? 'function' : `function ${found.logicalId}`;
    return iam.authorize(
      { arn: roleArn, session: found?.functionName ?? 'function', user },
      { action, resource },
      () =>
        action.startsWith('dynamodb:')
          ? leadingKeys(input, partitionKeyOf(byArn.get(resource.split('/index/')[0] ?? ''), input.IndexName))
          : new Map(),
    );
  };
}

const STREAM_ACTIONS = ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'];

/**
 * A mapping whose function's role may not read its stream is refused by AWS when it is made, so it is refused at start here.
 * @throws IAM_STREAM_NOT_READABLE
 */
export function assertStreamsReadable(iam: Iam, blueprint: Pick<Blueprint, 'eventSources' | 'functions'>): void {
  for (const { logicalId, streamArn, functionArn } of blueprint.eventSources) {
    const found = blueprint.functions.find(
      (each) => functionArn === each.arn || functionArn.startsWith(`${each.arn}:`),
    );
    if (found === undefined) continue;
    const principal = { arn: found.roleArn, session: found.functionName, user: `event source mapping ${logicalId}` };
    const missing = STREAM_ACTIONS.filter((action) => !iam.authorize(principal, { action, resource: streamArn }).ok);
    if (missing.length === 0) continue;
    throw userError(
      'IAM_STREAM_NOT_READABLE',
      `The role of ${found.logicalId} may not do ${missing.join(', ')} on ${streamArn}, which the event source mapping ${logicalId} reads.`,
      'Grant the function the right to read the stream in the template, or start with --iam warn.',
    );
  }
}

/** Sources that AppSync reaches with a role of the API's. */
const WITH_ROLE: ReadonlySet<string> = new Set(['AMAZON_DYNAMODB', 'AWS_LAMBDA', 'AMAZON_EVENTBRIDGE']);

/**
 * AWS makes no such data source without a role: nothing would say what it may do.
 * @throws IAM_DATA_SOURCE_WITHOUT_ROLE when policies are enforced; otherwise the log says it
 */
export function assertRolesGiven(
  { mode }: Iam,
  { dataSources }: Pick<Blueprint['api'], 'dataSources'>,
  log: Log,
): void {
  const [without] = dataSources.filter(({ type, roleArn }) => WITH_ROLE.has(type) && roleArn === null);
  if (without === undefined || mode === 'off') return;
  const failure = userError(
    'IAM_DATA_SOURCE_WITHOUT_ROLE',
    `The data source ${without.name} of type ${without.type} has no ServiceRoleArn.`,
    'Give it a role that may do what its resolvers ask, or start with --iam off.',
  );
  if (mode === 'enforce') throw failure;
  log.warn(failure.message, { fix: failure.fix });
}
