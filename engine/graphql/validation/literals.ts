/** `WrongType`: literals of arguments, in graphql-java's words (spec/appsync-resolvers 8.2). */
import { GraphQLError, GraphQLInputObjectType, GraphQLList, GraphQLNonNull, Kind, isRequiredInputField } from 'graphql';
import type {
  GraphQLInputType,
  ObjectValueNode,
  ValidationRule,
  ValueNode,
  GraphQLEnumType,
  GraphQLScalarType,
} from 'graphql';

/** A literal as graphql-java's `toString` prints it. */
export function printJavaValue(node: ValueNode): string {
  switch (node.kind) {
    case Kind.STRING:
      return `StringValue{value='${node.value}'}`;
    case Kind.INT:
      return `IntValue{value=${node.value}}`;
    case Kind.FLOAT:
      return `FloatValue{value=${node.value}}`;
    case Kind.BOOLEAN:
      return `BooleanValue{value=${node.value}}`;
    case Kind.ENUM:
      return `EnumValue{name='${node.value}'}`;
    case Kind.NULL:
      return 'NullValue{}';
    case Kind.VARIABLE:
      return `VariableReference{name='${node.name.value}'}`;
    case Kind.LIST:
      return `ArrayValue{values=[${node.values.map(printJavaValue).join(', ')}]}`;
    case Kind.OBJECT:
      return `ObjectValue{objectFields=[${node.fields
        .map((field) => `ObjectField{name='${field.name.value}', value=${printJavaValue(field.value)}}`)
        .join(', ')}]}`;
  }
}

interface Mismatch {
  readonly name: string;
  readonly value: ValueNode;
  readonly reason: string;
}

function isLeafLiteral(type: GraphQLScalarType | GraphQLEnumType, value: ValueNode): boolean {
  // graphql-js reads `1e999` as Infinity, which no JSON can carry on.
  if (value.kind === Kind.FLOAT && !Number.isFinite(Number(value.value))) return false;
  try {
    return type.parseLiteral(value, undefined) !== undefined;
  } catch {
    return false;
  }
}

function findInObject(type: GraphQLInputObjectType, value: ObjectValueNode, name: string): Mismatch | null {
  const fields = type.getFields();
  const given = new Set(value.fields.map((field) => field.name.value));
  const missing = Object.values(fields).filter((field) => isRequiredInputField(field) && !given.has(field.name));
  if (missing.length > 0) {
    return { name, value, reason: `is missing required fields '[${missing.map((field) => field.name).join(', ')}]'` };
  }
  for (const node of value.fields) {
    const field = fields[node.name.value];
    if (field === undefined)
      return { name, value, reason: `contains a field not in '${type.name}': '${node.name.value}'` };
    const inner = findMismatch(field.type, node.value, `${name}.${field.name}`);
    if (inner !== null) return inner;
  }
  return null;
}

function findMismatch(type: GraphQLInputType, value: ValueNode, name: string): Mismatch | null {
  if (value.kind === Kind.VARIABLE) return null;
  if (type instanceof GraphQLNonNull) {
    if (value.kind === Kind.NULL) return { name, value, reason: 'must not be null' };
    return findMismatch(type.ofType, value, name);
  }
  if (value.kind === Kind.NULL) return null;
  if (type instanceof GraphQLList) {
    const of = type.ofType;
    if (value.kind !== Kind.LIST) return findMismatch(of, value, name);
    for (const [index, item] of value.values.entries()) {
      const inner = findMismatch(of, item, `${name}[${index}]`);
      if (inner !== null) return inner;
    }
    return null;
  }
  if (type instanceof GraphQLInputObjectType) {
    if (value.kind !== Kind.OBJECT) return { name, value, reason: 'must be an object type' };
    return findInObject(type, value, name);
  }
  return isLeafLiteral(type, value) ? null : { name, value, reason: `is not a valid '${type.name}'` };
}

/** Reports with its kind already in the message: `WrongType: argument …`. */
export const argumentsOfCorrectType: ValidationRule = (context) => ({
  Argument(node) {
    const type = context.getArgument()?.type;
    const wrong = type === undefined ? null : findMismatch(type, node.value, node.name.value);
    if (wrong === null) return;
    const message = `WrongType: argument '${wrong.name}' with value '${printJavaValue(wrong.value)}' ${wrong.reason}`;
    context.reportError(new GraphQLError(message, { nodes: node }));
  },
});

export const defaultsOfCorrectType: ValidationRule = (context) => ({
  VariableDefinition(node) {
    const type = context.getInputType();
    if (node.defaultValue === undefined || !type) return;
    if (findMismatch(type, node.defaultValue, node.variable.name.value) === null) return;
    const message = `BadValueForDefaultArg: Bad default value ${printJavaValue(node.defaultValue)} for type ${String(type)}`;
    context.reportError(new GraphQLError(message, { nodes: node }));
  },
});
