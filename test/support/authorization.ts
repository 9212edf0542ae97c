/** The rules of the schema's directives, read a second time and independently of the engine, a way to every field, and who calls. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Kind, parse } from 'graphql';
import type { ConstDirectiveNode, TypeNode } from 'graphql';
import type { Gateway } from './gateway.ts';
import { PROJECT_ROOT } from './source-files.ts';

export interface FieldRule {
  readonly typeName: string;
  readonly fieldName: string;
  readonly returns: string;
  readonly isComposite: boolean;
  readonly args: readonly { readonly name: string; readonly type: TypeNode }[];
  /** Modes that may enter; groups are null when every caller of the mode may. */
  readonly entries: readonly { readonly mode: string; readonly groups: readonly string[] | null }[];
}

export interface Caller {
  readonly name: string;
  /** Null for nobody at all. */
  readonly mode: string | null;
  readonly groups: readonly string[];
}

/** Every persona of the gateway, and nobody. */
export function callersOf({ outputs }: Gateway): readonly Caller[] {
  const named = outputs.custom.personas.map(({ name, authMode, token = '' }) => {
    const [, payload = ''] = authMode === 'AMAZON_COGNITO_USER_POOLS' ? token.split('.') : [];
    const claims = payload === '' ? {} : (JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as object);
    const groups =
      'cognito:groups' in claims && Array.isArray(claims['cognito:groups']) ? claims['cognito:groups'] : [];
    return { name, mode: authMode, groups: groups.map(String) };
  });
  return [...named, { name: 'nobody', mode: null, groups: [] }];
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
        args: (field.arguments ?? []).map((one) => ({ name: one.name.value, type: one.type })),
        entries: named.length > 0 ? named : [{ mode: 'AWS_IAM', groups: null }],
      };
    }),
  );
}

export function allows(rule: FieldRule, caller: Caller): boolean {
  return rule.entries.some(
    ({ mode, groups }) =>
      mode === caller.mode && (groups === null || groups.some((group) => caller.groups.includes(group))),
  );
}

/** The shortest ways from a root to each field, the field last; fields that no query reaches have none. */
export function waysTo(rules: readonly FieldRule[], root: string): ReadonlyMap<FieldRule, readonly FieldRule[]> {
  const ways = new Map<FieldRule, readonly FieldRule[]>();
  const visited = new Set([root]);
  let front: { readonly type: string; readonly way: readonly FieldRule[] }[] = [{ type: root, way: [] }];
  while (front.length > 0) {
    const next: typeof front = [];
    for (const { type, way } of front) {
      for (const rule of rules.filter(({ typeName }) => typeName === type)) {
        const longer = [...way, rule];
        ways.set(rule, longer);
        if (!rule.isComposite || visited.has(rule.returns)) continue;
        visited.add(rule.returns);
        next.push({ type: rule.returns, way: longer });
      }
    }
    front = next;
  }
  return ways;
}

const NAMED: Readonly<Record<string, string>> = {
  Int: '1',
  Float: '1',
  Boolean: 'false',
  LatLngInput: '{ lat: 45.4642, lng: 9.19 }',
  ContentType: 'OFFER',
};

/** Arguments that a field must have, and every one that may name a member, when there is one to name. */
function argumentsOf(rule: FieldRule, memberId: string | null): string {
  const given = rule.args.flatMap(({ name, type }) => {
    if (nameOf(type) === 'ID' && memberId !== null) return [`${name}: ${JSON.stringify(memberId)}`];
    if (type.kind !== Kind.NON_NULL_TYPE) return [];
    return [`${name}: ${literalOf(nameOf(type), memberId ?? '')}`];
  });
  return given.length === 0 ? '' : `(${given.join(', ')})`;
}

function literalOf(type: string, memberId: string): string {
  const known = NAMED[type];
  if (known !== undefined) return known;
  for (const node of document().definitions) {
    if (node.kind === Kind.ENUM_TYPE_DEFINITION && node.name.value === type) return node.values?.[0]?.name.value ?? '';
    if (node.kind !== Kind.INPUT_OBJECT_TYPE_DEFINITION || node.name.value !== type) continue;
    const fields = (node.fields ?? []).filter((field) => field.type.kind === Kind.NON_NULL_TYPE);
    return `{ ${fields.map((field) => `${field.name.value}: ${literalOf(nameOf(field.type), memberId)}`).join(', ')} }`;
  }
  if (type === 'AWSDate') return '"2026-01-01"';
  return type === 'ID' ? JSON.stringify(memberId) : '"2026-01-01T00:00:00.000Z"';
}

/** The document that walks a way; on its last object it asks for the type's name alone. */
export function documentFor(operation: string, way: readonly FieldRule[], memberId: string | null): string {
  const inner = way.reduceRight((rest, rule) => {
    const selection = rule.isComposite ? ` { ${rest === '' ? '__typename' : rest} }` : '';
    return `${rule.fieldName}${argumentsOf(rule, memberId)}${selection}`;
  }, '');
  return `${operation} { ${inner} }`;
}

/** Values of one field of a way, through lists and nulls. */
export function valuesAt(data: unknown, names: readonly string[]): readonly unknown[] {
  const [name, ...rest] = names;
  if (data === null || data === undefined) return [];
  if (Array.isArray(data)) return data.flatMap((one: unknown) => valuesAt(one, names));
  return name === undefined ? [data] : valuesAt((data as Readonly<Record<string, unknown>>)[name], rest);
}
