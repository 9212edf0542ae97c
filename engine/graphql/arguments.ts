/** Arguments of one field, compiled once: constants are ready, variables are looked up when the field runs. */
import { GraphQLNonNull, Kind, valueFromAST, visit } from 'graphql';
import type { FieldNode, GraphQLArgument, GraphQLField, ValueNode } from 'graphql';

export type Variables = Readonly<Record<string, unknown>>;

/** A new object at each call, so that a resolver may write to its `ctx.args`. */
export type BuildArguments = (variables: Variables) => Record<string, unknown>;

/** A null that came in by a variable with a default, for an argument that takes none. */
export class ArgumentFailure extends Error {
  override readonly name = 'ArgumentFailure';
}

const ABSENT = Symbol('no such argument');

type ReadArgument = (variables: Variables) => unknown;

function copyOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copyOf);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, copyOf(member)]));
}

function isConstant(node: ValueNode): boolean {
  let constant = true;
  visit(node, {
    Variable() {
      constant = false;
    },
  });
  return constant;
}

function readerOf(argument: GraphQLArgument, node: ValueNode | undefined): ReadArgument {
  const fallback = argument.defaultValue === undefined ? ABSENT : argument.defaultValue;
  if (node === undefined) return () => fallback;
  if (node.kind === Kind.VARIABLE) {
    const name = node.name.value;
    return (variables) => {
      if (!Object.hasOwn(variables, name)) return fallback;
      const value = variables[name];
      if (value !== undefined) return value;
      // Declared, but not sent: AppSync's resolvers see null.
      return fallback === ABSENT ? null : fallback;
    };
  }
  if (isConstant(node)) {
    const value: unknown = valueFromAST(node, argument.type);
    return () => value;
  }
  return (variables) => valueFromAST(node, argument.type, variables);
}

const NO_ARGUMENTS: BuildArguments = () => ({});

export function compileArguments(field: GraphQLField<unknown, unknown>, node: FieldNode): BuildArguments {
  if (field.args.length === 0) return NO_ARGUMENTS;
  const given = new Map((node.arguments ?? []).map((one) => [one.name.value, one.value]));
  const readers = field.args.map((argument) => ({
    name: argument.name,
    type: argument.type,
    read: readerOf(argument, given.get(argument.name)),
  }));
  return (variables) => {
    const args: Record<string, unknown> = {};
    for (const { name, type, read } of readers) {
      const value = read(variables);
      if (value === ABSENT || value === undefined) continue;
      if (value === null && type instanceof GraphQLNonNull) {
        throw new ArgumentFailure(`Argument '${name}' has coerced Null value for NonNull type '${String(type)}'`);
      }
      args[name] = typeof value === 'object' ? copyOf(value) : value;
    }
    return args;
  };
}
