/** What a role of the template may ask the API for: its `appsync:GraphQL` statements, read without the engine. */
import type { SynthesizedApp } from './template.ts';

/** True when the role may ask for that field of a root type. */
export type Grants = (typeName: string, fieldName: string) => boolean;

interface Statement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Action?: unknown;
  readonly Resource?: unknown;
}

type Properties = Readonly<Record<string, unknown>>;

const ACTION = 'appsync:GraphQL';

/** Everything that could widen or narrow a role and is not read here: judging by half of it would be judging wrong. */
const UNREAD_OF_A_ROLE = ['ManagedPolicyArns', 'PermissionsBoundary'];
const UNREAD_OF_A_STATEMENT = ['Condition', 'NotAction', 'NotResource'];

const listOf = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : value === undefined ? [] : [value];

function refuseUnread(what: string, given: object, unread: readonly string[]): void {
  const found = unread.filter((name) => Object.hasOwn(given, name));
  if (found.length > 0) throw new Error(`${what} has ${found.join(', ')}, which this reading of grants leaves out.`);
}

/** A text of the template, its references by name: `arn:${AWS::Partition}:appsync:…`. */
function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  const [name, argument] = Object.entries(value as Properties)[0] ?? [];
  if (name === 'Ref') return `\${${String(argument)}}`;
  if (name === 'Fn::GetAtt') return `\${${listOf(argument).join('.')}}`;
  if (name === 'Fn::Join') {
    const [separator, parts] = listOf(argument);
    return listOf(parts).map(textOf).join(String(separator));
  }
  throw new Error(`A policy holds ${JSON.stringify(value)}, which this reading of grants does not know.`);
}

const isMatch = (pattern: string, text: string): boolean => {
  const escaped = pattern.replaceAll(/[.+^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replaceAll('*', '.*').replaceAll('?', '.')}$`, 'i').test(text);
};

function statementsOf({ resources }: Pick<SynthesizedApp, 'resources'>, roleId: string): readonly Statement[] {
  const role = resources.find(({ logicalId, Type }) => logicalId === roleId && Type === 'AWS::IAM::Role');
  if (role === undefined) throw new Error(`The template has no role ${roleId}.`);
  refuseUnread(roleId, role.Properties, UNREAD_OF_A_ROLE);
  const isAttached = ({ Type, Properties: { Roles } }: (typeof resources)[number]): boolean =>
    ['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy'].includes(Type) &&
    listOf(Roles).some((each) => textOf(each) === `\${${roleId}}`);
  const documents = [
    ...listOf(role.Properties.Policies).map((inline) => (inline as Properties).PolicyDocument),
    ...resources.filter(isAttached).map(({ Properties }) => Properties.PolicyDocument),
  ];
  return documents.flatMap((each) => listOf((each as Properties).Statement) as readonly Statement[]);
}

/**
 * @param output - a stack output that holds the role's ARN
 * @throws Error for what it cannot read: a condition, a boundary, a managed policy of AWS
 */
export function graphqlGrants(app: Pick<SynthesizedApp, 'resources' | 'outputs'>, output: string): Grants {
  const [, roleId = ''] = /^\$\{(\w+)\.Arn\}$/.exec(textOf(app.outputs[output] ?? '')) ?? [];
  const api = app.resources.find(({ Type }) => Type === 'AWS::AppSync::GraphQLApi')?.logicalId ?? '';
  const arn = `arn:\${AWS::Partition}:appsync:\${AWS::Region}:\${AWS::AccountId}:apis/\${${api}.ApiId}`;
  const statements = statementsOf(app, roleId)
    .filter(({ Action }) => listOf(Action).some((action) => isMatch(textOf(action), ACTION)))
    .map((statement) => {
      refuseUnread(`A statement of ${roleId}`, statement, UNREAD_OF_A_STATEMENT);
      return { effect: statement.Effect, resources: listOf(statement.Resource).map(textOf) };
    });
  return (typeName, fieldName) => {
    const field = `${arn}/types/${typeName}/fields/${fieldName}`;
    const found = statements.filter(({ resources }) => resources.some((pattern) => isMatch(pattern, field)));
    return found.length > 0 && found.every(({ effect }) => effect === 'Allow');
  };
}
