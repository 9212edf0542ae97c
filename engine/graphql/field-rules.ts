/** Who may read which field: the schema's directives, by the rules of spec/appsync-edge 2.8. Computed once per API. */
import { isObjectType, valueFromASTUntyped } from 'graphql';
import type { ConstDirectiveNode, GraphQLObjectType, GraphQLSchema } from 'graphql';
import type { AuthMode, Caller } from '../kernel/index.ts';
import type { AuthProviderBlueprint } from '../template/index.ts';
import type { AllowsRootField } from './ports.ts';

/** One way in. `groups` is null when any caller of that mode may enter. */
interface Entry {
  readonly mode: AuthMode;
  readonly groups: readonly string[] | null;
}

export interface FieldRules {
  allows(caller: Caller, typeName: string, fieldName: string): boolean;
  /** Two callers with the same signature see the same fields, so compiled plans are kept by it. */
  signatureOf(caller: Caller): string;
}

const MODE_OF_DIRECTIVE: Readonly<Record<string, AuthMode>> = {
  aws_api_key: 'API_KEY',
  aws_iam: 'AWS_IAM',
  aws_oidc: 'OPENID_CONNECT',
  aws_lambda: 'AWS_LAMBDA',
  aws_cognito_user_pools: 'AMAZON_COGNITO_USER_POOLS',
};

function groupsOf(directive: ConstDirectiveNode): readonly string[] | null {
  const argument = directive.arguments?.find((one) => one.name.value === 'cognito_groups');
  const value: unknown = argument === undefined ? null : valueFromASTUntyped(argument.value);
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.map(String) : null;
}

function entriesOf(directives: readonly ConstDirectiveNode[], isUserPoolOnly: boolean): Entry[] {
  return directives.flatMap((directive): Entry[] => {
    const mode = MODE_OF_DIRECTIVE[directive.name.value];
    if (mode !== undefined)
      return [{ mode, groups: mode === 'AMAZON_COGNITO_USER_POOLS' ? groupsOf(directive) : null }];
    // On an API with several modes AppSync silently ignores `@aws_auth` (2.8 rule 6).
    if (directive.name.value !== 'aws_auth' || !isUserPoolOnly) return [];
    return [{ mode: 'AMAZON_COGNITO_USER_POOLS', groups: groupsOf(directive) }];
  });
}

function typeDirectives(type: GraphQLObjectType): readonly ConstDirectiveNode[] {
  return [...(type.astNode?.directives ?? []), ...type.extensionASTNodes.flatMap((node) => node.directives ?? [])];
}

function defaultEntries(providers: readonly AuthProviderBlueprint[]): readonly Entry[] {
  const first = providers[0];
  if (first === undefined) return [];
  // DENY refuses every field that names no group (2.5).
  if (first.mode === 'AMAZON_COGNITO_USER_POOLS' && providers.length === 1 && first.defaultAction === 'DENY') return [];
  return [{ mode: first.mode, groups: null }];
}

function readEntries(
  schema: GraphQLSchema,
  providers: readonly AuthProviderBlueprint[],
): Map<string, readonly Entry[]> {
  const isUserPoolOnly = providers.every((provider) => provider.mode === 'AMAZON_COGNITO_USER_POOLS');
  const fallback = defaultEntries(providers);
  const byField = new Map<string, readonly Entry[]>();
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    const ofType = entriesOf(typeDirectives(type), isUserPoolOnly);
    for (const field of Object.values(type.getFields())) {
      const own = entriesOf(field.astNode?.directives ?? [], isUserPoolOnly);
      const named = own.length > 0 ? own : ofType;
      byField.set(`${type.name}.${field.name}`, named.length > 0 ? named : fallback);
    }
  }
  return byField;
}

/** @param allowsRootField - asked for the roots' fields of IAM callers only; left out, IAM refuses no field */
export function createFieldRules(
  schema: GraphQLSchema,
  providers: readonly AuthProviderBlueprint[],
  allowsRootField?: AllowsRootField,
): FieldRules {
  const byField = readEntries(schema, providers);
  const knownGroups = new Set([...byField.values()].flat().flatMap((entry) => entry.groups ?? []));
  const roots = new Set(
    [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].flatMap((type) =>
      type ? [type.name] : [],
    ),
  );
  return {
    allows(caller, typeName, fieldName) {
      const coordinate = `${typeName}.${fieldName}`;
      if (caller.deniedFields?.has(coordinate) === true) return false;
      const entries = byField.get(coordinate) ?? [];
      const isLetIn = entries.some(
        (entry) =>
          entry.mode === caller.mode &&
          (entry.groups === null || entry.groups.some((group) => caller.groups.includes(group))),
      );
      if (!isLetIn || caller.mode !== 'AWS_IAM' || !roots.has(typeName)) return isLetIn;
      return allowsRootField?.(caller, typeName, fieldName) ?? true;
    },
    signatureOf(caller) {
      const parts: string[] = [caller.mode];
      if (caller.groups.length > 0) parts.push(...caller.groups.filter((group) => knownGroups.has(group)).sort());
      if (caller.deniedFields !== undefined) parts.push('-', ...[...caller.deniedFields].sort());
      if (caller.mode === 'AWS_IAM' && allowsRootField !== undefined) parts.push(caller.principalArn ?? '');
      return parts.length === 1 ? caller.mode : JSON.stringify(parts);
    },
  };
}
