/** The rules of the schema's directives, read a second time and independently of the engine, all ways to every field, and who calls. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Kind, parse, print } from 'graphql';
import type { ConstDirectiveNode, TypeNode } from 'graphql';
import { personas } from '../../demo/personas.ts';
import type { Gateway } from './gateway.ts';
import type { Grants } from './role-grants.ts';
import { PROJECT_ROOT } from './source-files.ts';

export interface FieldRule {
  readonly typeName: string;
  readonly fieldName: string;
  readonly returns: string;
  readonly isComposite: boolean;
  /** `type` as it is written: `ID!`. */
  readonly args: readonly { readonly name: string; readonly type: string }[];
  /** Modes that may enter; groups are null when every caller of the mode may. */
  readonly entries: readonly { readonly mode: string; readonly groups: readonly string[] | null }[];
}

/** Fields from a root down; the last one is what is asked for. */
export type Way = readonly FieldRule[];

export interface Caller {
  readonly name: string;
  /** Null for nobody at all. */
  readonly mode: string | null;
  readonly groups: readonly string[];
  /** The member whom the token names. */
  readonly memberId: string | null;
  /** What the role of an IAM caller is granted in the template; null in the other modes, which know no grants. */
  readonly grants: Grants | null;
}

const isStrings = (value: unknown): value is readonly string[] => Array.isArray(value);

/**
 * Every persona of the gateway, and nobody.
 * @param grantsOf - what the role that a stack output names may ask for
 */
export function callersOf({ outputs }: Gateway, grantsOf: (output: string) => Grants): readonly Caller[] {
  const roles = new Map(personas.map((persona) => [persona.name, 'role' in persona ? persona.role : null]));
  const named = outputs.custom.personas.map(({ name, authMode, token = '' }): Caller => {
    const [, payload = ''] = authMode === 'AMAZON_COGNITO_USER_POOLS' ? token.split('.') : [];
    const claims = JSON.parse(payload === '' ? '{}' : Buffer.from(payload, 'base64url').toString('utf8')) as Readonly<
      Record<string, unknown>
    >;
    const { 'cognito:groups': groups, 'custom:member_id': memberId } = claims;
    const role = roles.get(name) ?? null;
    if (authMode === 'AWS_IAM' && role === null) throw new Error(`No stack output is known for the role of ${name}.`);
    return {
      name,
      mode: authMode,
      groups: isStrings(groups) ? groups : [],
      memberId: typeof memberId === 'string' ? memberId : null,
      grants: role === null ? null : grantsOf(role),
    };
  });
  return [...named, { name: 'nobody', mode: null, groups: [], memberId: null, grants: null }];
}

/** A customer: signed in, and in no group of the staff. */
export const isMember = ({ mode, groups }: Caller): boolean =>
  mode === 'AMAZON_COGNITO_USER_POOLS' && groups.length === 0;

const MODES: Readonly<Record<string, string>> = {
  aws_api_key: 'API_KEY',
  aws_iam: 'AWS_IAM',
  aws_cognito_user_pools: 'AMAZON_COGNITO_USER_POOLS',
  aws_oidc: 'OPENID_CONNECT',
  aws_lambda: 'AWS_LAMBDA',
};

const nameOf = (type: TypeNode): string => (type.kind === Kind.NAMED_TYPE ? type.name.value : nameOf(type.type));

function entriesOf(directives: readonly ConstDirectiveNode[] = []): FieldRule['entries'] {
  return directives.flatMap((directive) => {
    const mode = MODES[directive.name.value];
    if (mode === undefined) return [];
    const groups = directive.arguments?.find(({ name }) => name.value === 'cognito_groups')?.value;
    const listed = groups?.kind === Kind.LIST ? groups.values : null;
    return [{ mode, groups: listed?.map((one) => (one.kind === Kind.STRING ? one.value : '')) ?? null }];
  });
}

const document = () =>
  parse(
    readdirSync(join(PROJECT_ROOT, 'schema'))
      .filter((file) => file.endsWith('.graphql') && file !== 'appsync-builtins.graphql')
      .map((file) => readFileSync(join(PROJECT_ROOT, 'schema', file), 'utf8'))
      .join('\n'),
  );

/** A field's directives replace its type's; without any, the API's default mode, IAM, is the one way in (edge 2.8). */
export function fieldRules(): readonly FieldRule[] {
  const types = document().definitions.filter(
    (node) => node.kind === Kind.OBJECT_TYPE_DEFINITION || node.kind === Kind.OBJECT_TYPE_EXTENSION,
  );
  const composite = new Set(types.map(({ name }) => name.value));
  const ofType = (name: string) =>
    types.filter((type) => type.name.value === name).flatMap((type) => entriesOf(type.directives));
  return types.flatMap((type) =>
    (type.fields ?? []).map((field) => {
      const own = entriesOf(field.directives);
      const named = own.length > 0 ? own : ofType(type.name.value);
      const returns = nameOf(field.type);
      return {
        typeName: type.name.value,
        fieldName: field.name.value,
        returns,
        isComposite: composite.has(returns),
        args: (field.arguments ?? []).map((one) => ({ name: one.name.value, type: print(one.type) })),
        entries: named.length > 0 ? named : [{ mode: 'AWS_IAM', groups: null }],
      };
    }),
  );
}

export const ROOTS = { query: 'Query', mutation: 'Mutation', subscription: 'Subscription' } as const;
export type Operation = keyof typeof ROOTS;

const isOfRoot = ({ typeName }: FieldRule): boolean => Object.values<string>(ROOTS).includes(typeName);

/** False also for a caller whose mode has no grants to give. */
export const isGranted = ({ typeName, fieldName }: FieldRule, { grants }: Caller): boolean =>
  grants?.(typeName, fieldName) ?? false;

/** By the directives; for a role also by its policy, which AppSync asks about root fields alone (edge 2.4). */
export function allows(rule: FieldRule, caller: Caller): boolean {
  const isLetIn = rule.entries.some(
    ({ mode, groups }) =>
      mode === caller.mode && (groups === null || groups.some((group) => caller.groups.includes(group))),
  );
  return isLetIn && (caller.mode !== 'AWS_IAM' || !isOfRoot(rule) || isGranted(rule, caller));
}

/** What AppSync's depth limit of this API lets through (`infra/api/graphql-api.ts`). */
const MAX_DEPTH = 12;

/** Every way from a root to every field: a type is entered by all the fields that lead to it, but never from within itself. */
export function waysTo(rules: readonly FieldRule[], root: string): readonly Way[] {
  const below = (type: string, way: Way, within: readonly string[]): readonly Way[] =>
    rules
      .filter(({ typeName }) => typeName === type)
      .flatMap((rule) => {
        const longer = [...way, rule];
        const isEntered = rule.isComposite && !within.includes(rule.returns) && longer.length < MAX_DEPTH;
        return [longer, ...(isEntered ? below(rule.returns, longer, [...within, rule.returns]) : [])];
      });
  return below(root, [], [root]);
}

export const namesOf = (way: Way): readonly string[] => way.map(({ fieldName }) => fieldName);
export const coordinateOf = ({ typeName, fieldName }: FieldRule): string => `${typeName}.${fieldName}`;

/** Long enough for the cursor of a next page, short enough that there is one. */
const NESTED: Readonly<Record<string, string>> = {
  'ContentDraft.versions': '(first: 1)',
  'Member.ledger': '(first: 20)',
  'Member.redemptions': '(first: 1)',
  'Member.visits': '(first: 1)',
};

function nestedArguments(rule: FieldRule): string {
  const given = NESTED[coordinateOf(rule)] ?? '';
  if (given === '' && rule.args.some(({ type }) => type.endsWith('!')))
    throw new Error(`${coordinateOf(rule)} needs arguments: write them into NESTED.`);
  return given;
}

const selectionOf = (rule: FieldRule, below: string): string =>
  rule.isComposite ? ` { ${below === '' ? '__typename' : below} }` : '';

/** What all the ways have below a depth; an object at the end of a way is asked for its type's name. */
function joined(ways: readonly Way[], depth: number): string {
  const rules = new Set(ways.flatMap((way) => way[depth] ?? []));
  const fields = [...rules].map((rule) => {
    const through = ways.filter((way) => way[depth] === rule);
    return `${rule.fieldName}${nestedArguments(rule)}${selectionOf(rule, joined(through, depth + 1))}`;
  });
  return fields.join(' ');
}

/**
 * A document over ways of one root field, whose arguments are the variables: all of them in one selection, `w0`, or each under an
 * alias of its own, `w0`, `w1` …, so that what is refused in one leaves the others alone. A subscription has one, under its name.
 */
export function documentFor(
  operation: Operation,
  ways: readonly Way[],
  variables: object,
  form: 'joined' | 'apart' = 'apart',
): string {
  const root = ways[0]?.[0];
  if (root === undefined) throw new Error('There is no way to ask.');
  const given = root.args.filter(({ name }) => Object.hasOwn(variables, name));
  const inBrackets = (parts: readonly string[]): string => (parts.length === 0 ? '' : `(${parts.join(', ')})`);
  const declared = inBrackets(given.map(({ name, type }) => `$${name}: ${type}`));
  const passed = inBrackets(given.map(({ name }) => `${name}: $${name}`));
  const groups = form === 'joined' ? [ways] : ways.map((way) => [way]);
  const aliasOf = (index: number): string => (operation === 'subscription' ? '' : `w${index}: `);
  const selections = groups.map(
    (group, index) => `${aliasOf(index)}${root.fieldName}${passed}${selectionOf(root, joined(group, 1))}`,
  );
  return `${operation} W${declared} { ${selections.join(' ')} }`;
}

/** Values of one field of a way, through lists and nulls. */
export function valuesAt(data: unknown, names: readonly string[]): readonly unknown[] {
  const [name, ...rest] = names;
  if (data === null || data === undefined) return [];
  if (Array.isArray(data)) return data.flatMap((one: unknown) => valuesAt(one, names));
  return name === undefined ? [data] : valuesAt((data as Readonly<Record<string, unknown>>)[name], rest);
}
