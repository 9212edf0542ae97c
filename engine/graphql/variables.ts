/** Variables of one operation: checked, defaulted, coerced, with AppSync's texts (spec/appsync-resolvers 8.2). */
import {
  GraphQLEnumType,
  GraphQLInputObjectType,
  GraphQLList,
  GraphQLNonNull,
  OperationTypeNode,
  isInputType,
  typeFromAST,
  valueFromAST,
} from 'graphql';
import type { GraphQLInputType, GraphQLSchema, OperationDefinitionNode, GraphQLScalarType } from 'graphql';
import { messageOf } from '../kernel/index.ts';
import type { Variables } from './arguments.ts';
import { toRequestError } from './errors.ts';
import { locationsOf } from './locations.ts';
import type { GraphqlErrorEntry, SourceLocation } from './ports.ts';
import { LEAF_RULES } from './scalars/all.ts';
import { javaClassOf, toJavaText } from './scalars/leaf.ts';

interface VariablePlan {
  readonly name: string;
  readonly type: GraphQLInputType;
  /** Undefined when the operation gives none. */
  readonly fallback: unknown;
  readonly locations: readonly SourceLocation[];
}

export interface CoercedVariables {
  /** For arguments: defaults applied, AWSJSON parsed. */
  readonly values: Variables;
  /** For `ctx.info.variables`: as sent, with defaults. */
  readonly asSent: Variables;
  readonly errors: readonly GraphqlErrorEntry[];
}

export type CoerceVariables = (sent: Variables) => CoercedVariables;

interface Coercion {
  readonly variable: VariablePlan;
  readonly errors: GraphqlErrorEntry[];
}

function refuse(at: Coercion, message: string, withLocation = true): null {
  at.errors.push(toRequestError(message, withLocation ? at.variable.locations : null));
  return null;
}

function refuseValue(at: Coercion, name: string, reason: string): null {
  return refuse(at, `Variable '${name}' has an invalid value. ${reason}`);
}

function coerceObject(at: Coercion, type: GraphQLInputObjectType, value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return refuseValue(
      at,
      name,
      `Expected type 'Map' but was '${javaClassOf(value)}'. Variables for input objects must be an instance of type 'Map'.`,
    );
  }
  const members = value as Record<string, unknown>;
  const fields = type.getFields();
  const unknown = Object.keys(members).filter((key) => !Object.hasOwn(fields, key));
  for (const key of unknown) {
    refuse(
      at,
      `The variables input contains a field name '${key}' that is not defined for input object type '${type.name}'`,
      false,
    );
  }
  // AppSync looks no further into an object with unknown keys.
  if (unknown.length > 0) return null;
  const result: Record<string, unknown> = {};
  for (const field of Object.values(fields)) {
    if (Object.hasOwn(members, field.name))
      result[field.name] = coerce(at, field.type, members[field.name], field.name);
    else if (field.defaultValue !== undefined) result[field.name] = field.defaultValue;
    else if (field.type instanceof GraphQLNonNull) coerce(at, field.type, null, field.name);
  }
  return result;
}

/** @param name - the variable, or the innermost input field: AppSync quotes that one for scalars, the variable for nulls */
function coerce(at: Coercion, type: GraphQLInputType, value: unknown, name: string): unknown {
  if (type instanceof GraphQLNonNull) {
    if (value !== null && value !== undefined) return coerce(at, type.ofType, value, name);
    return refuse(at, `Variable '${at.variable.name}' has coerced Null value for NonNull type '${String(type)}'`);
  }
  if (value === null || value === undefined) return null;
  if (type instanceof GraphQLList) {
    const items: readonly unknown[] = Array.isArray(value) ? value : [value];
    return items.map((item) => coerce(at, type.ofType, item, name));
  }
  if (type instanceof GraphQLInputObjectType) return coerceObject(at, type, value, name);
  if (type instanceof GraphQLEnumType) {
    if (typeof value === 'string' && type.getValue(value) !== undefined) return value;
    return refuseValue(
      at,
      name,
      `Invalid input for Enum '${type.name}'. No value found for name '${toJavaText(value)}'`,
    );
  }
  return coerceScalar(at, type, value, name);
}

function coerceScalar(at: Coercion, type: GraphQLScalarType, value: unknown, name: string): unknown {
  try {
    const rule = LEAF_RULES.get(type.name);
    return rule === undefined ? type.parseValue(value) : rule.parse(value);
  } catch (failure) {
    return refuseValue(at, name, messageOf(failure));
  }
}

function planVariables(schema: GraphQLSchema, operation: OperationDefinitionNode): VariablePlan[] {
  return (operation.variableDefinitions ?? []).flatMap((node) => {
    const type = typeFromAST(schema, node.type);
    if (!isInputType(type)) return [];
    const fallback: unknown = node.defaultValue === undefined ? undefined : valueFromAST(node.defaultValue, type);
    return [{ name: node.variable.name.value, type, fallback, locations: locationsOf(node) }];
  });
}

/**
 * For a valid operation only. A declared variable that was not sent is there as undefined: an argument that names it becomes null
 * (seen at AppSync, against the specification). For subscriptions it stays absent, because null is a filter there (edge 4.3).
 */
export function compileVariables(schema: GraphQLSchema, operation: OperationDefinitionNode): CoerceVariables {
  const plans = planVariables(schema, operation);
  const isSubscription = operation.operation === OperationTypeNode.SUBSCRIPTION;
  const hasDefaults = plans.some((plan) => plan.fallback !== undefined);
  return (sent) => {
    const errors: GraphqlErrorEntry[] = [];
    const values = Object.create(null) as Record<string, unknown>;
    const asSent: Record<string, unknown> = hasDefaults ? { ...sent } : sent;
    for (const variable of plans) {
      if (Object.hasOwn(sent, variable.name)) {
        values[variable.name] = coerce({ variable, errors }, variable.type, sent[variable.name], variable.name);
      } else if (variable.fallback !== undefined) {
        values[variable.name] = variable.fallback;
        asSent[variable.name] = variable.fallback;
      } else if (variable.type instanceof GraphQLNonNull) {
        coerce({ variable, errors }, variable.type, null, variable.name);
      } else if (!isSubscription) {
        values[variable.name] = undefined;
      }
    }
    return { values, asSent, errors };
  };
}
