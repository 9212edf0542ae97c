/**
 * What an operation will do, worked out once per document, set of `@skip`/`@include` decisions and kind of caller: who is refused,
 * what is too deep, which resolver runs, how each value is completed. Executing a plan decides nothing of this again.
 * Sub-selections are compiled when they are first reached, so nested fragments cost only what the data makes of them.
 */
import {
  GraphQLEnumType,
  GraphQLList,
  GraphQLNonNull,
  SchemaMetaFieldDef,
  TypeMetaFieldDef,
  isAbstractType,
  isCompositeType,
  isObjectType,
} from 'graphql';
import type {
  FieldNode,
  GraphQLCompositeType,
  GraphQLField,
  GraphQLObjectType,
  GraphQLOutputType,
  GraphQLResolveInfo,
  SelectionSetNode,
} from 'graphql';
import { compileArguments } from './arguments.ts';
import type { BuildArguments } from './arguments.ts';
import { collectFields } from './collect.ts';
import type { Collector } from './collect.ts';
import { locationsOf } from './locations.ts';
import type { SourceLocation } from './ports.ts';
import type { AttachedResolver } from './resolvers/attached.ts';
import { LEAF_RULES } from './scalars/all.ts';
import { CoercionFailure } from './scalars/leaf.ts';

export type TypePlan = {
  readonly nonNull: boolean;
  /** Without its own `!`, as messages name it. */
  readonly text: string;
} & (
  | { readonly kind: 'leaf'; readonly serialize: (value: unknown) => unknown; readonly isText: boolean }
  | { readonly kind: 'list'; readonly of: TypePlan }
  | { readonly kind: 'object'; readonly typeName: string }
  | { readonly kind: 'abstract'; readonly typeName: string }
);

/** What running a field means. */
export type FieldAction =
  | { readonly kind: 'property'; readonly ownOnly: boolean }
  | { readonly kind: 'typename' }
  | { readonly kind: 'refused'; readonly reason: 'authorization' | 'depth' }
  | { readonly kind: 'resolver'; readonly resolver: AttachedResolver }
  /** Introspection: graphql-js's own functions. */
  | { readonly kind: 'introspection'; readonly resolve: (source: unknown, args: Record<string, unknown>) => unknown };

export interface FieldPlan {
  readonly responseKey: string;
  readonly name: string;
  readonly parentType: string;
  /** `Type.field`. */
  readonly coordinate: string;
  readonly nodes: readonly FieldNode[];
  readonly locations: readonly SourceLocation[];
  readonly type: TypePlan;
  readonly action: FieldAction;
  readonly buildArguments: BuildArguments;
  /** Null for a leaf. */
  readonly selection: SelectionPlan | null;
}

export interface ObjectPlan {
  readonly typeName: string;
  readonly fields: readonly FieldPlan[];
  /** True when a response key would change an object's prototype. */
  readonly hasPrototypeKey: boolean;
}

/** What the fields of a plan are written into. */
export function emptyObject({ hasPrototypeKey }: ObjectPlan): Record<string, unknown> {
  return (hasPrototypeKey ? Object.create(null) : {}) as Record<string, unknown>;
}

export interface SelectionPlan {
  /** Undefined when the type is no member of the field's type. */
  forType(typeName: string): ObjectPlan | undefined;
  /** The fields that the declared type itself has. */
  visible(): readonly FieldPlan[];
}

export interface PlanOptions extends Collector {
  /** By `Type.field`. Empty for the payloads of subscriptions, whose resolvers do not run again. */
  readonly resolvers: ReadonlyMap<string, AttachedResolver>;
  readonly allows: (typeName: string, fieldName: string) => boolean;
  /** 0 means no limit. */
  readonly depthLimit: number;
}

function enumSerializer(type: GraphQLEnumType): (value: unknown) => unknown {
  const names = new Set(type.getValues().map((value) => value.name));
  return (value) => {
    if (typeof value === 'string' && names.has(value)) return value;
    throw new CoercionFailure(`Invalid input for Enum '${type.name}'. No value found for name '${String(value)}'`);
  };
}

function planType(type: GraphQLOutputType, nonNull = false): TypePlan {
  if (type instanceof GraphQLNonNull) return planType(type.ofType as GraphQLOutputType, true);
  const base = { nonNull, text: String(type) };
  if (type instanceof GraphQLList) return { ...base, kind: 'list', of: planType(type.ofType) };
  if (isObjectType(type)) return { ...base, kind: 'object', typeName: type.name };
  if (isAbstractType(type)) return { ...base, kind: 'abstract', typeName: type.name };
  if (type instanceof GraphQLEnumType) return { ...base, kind: 'leaf', serialize: enumSerializer(type), isText: false };
  const rule = LEAF_RULES.get(type.name);
  const serialize =
    rule === undefined ? (value: unknown): unknown => type.serialize(value) : (value: unknown) => rule.serialize(value);
  return { ...base, kind: 'leaf', serialize, isText: type.name === 'String' || type.name === 'ID' };
}

function namedComposite(type: GraphQLOutputType): GraphQLCompositeType | null {
  if (type instanceof GraphQLNonNull || type instanceof GraphQLList)
    return namedComposite(type.ofType as GraphQLOutputType);
  return isCompositeType(type) ? type : null;
}

const TYPENAME_TYPE: TypePlan = {
  nonNull: true,
  text: 'String',
  kind: 'leaf',
  serialize: (value) => value,
  isText: true,
};

interface FieldPlace {
  readonly type: GraphQLCompositeType;
  readonly depth: number;
  readonly isQueryRoot: boolean;
}

function fieldDefinition(place: FieldPlace, name: string): GraphQLField<unknown, unknown> | undefined {
  if (place.isQueryRoot && name === '__schema') return SchemaMetaFieldDef;
  if (place.isQueryRoot && name === '__type') return TypeMetaFieldDef;
  return 'getFields' in place.type ? place.type.getFields()[name] : undefined;
}

function actionOf(options: PlanOptions, place: FieldPlace, definition: GraphQLField<unknown, unknown>): FieldAction {
  const { name, resolve } = definition;
  // Only introspection has functions: an SDL carries none.
  if (resolve !== undefined) {
    const info = { schema: options.schema } as GraphQLResolveInfo;
    return { kind: 'introspection', resolve: (source, args) => resolve(source, args, undefined, info) };
  }
  if (options.depthLimit > 0 && place.depth > options.depthLimit) return { kind: 'refused', reason: 'depth' };
  if (!options.allows(place.type.name, name)) return { kind: 'refused', reason: 'authorization' };
  const resolver = options.resolvers.get(`${place.type.name}.${name}`);
  if (resolver !== undefined) return { kind: 'resolver', resolver };
  return { kind: 'property', ownOnly: name in Object.prototype };
}

function planField(
  options: PlanOptions,
  place: FieldPlace,
  responseKey: string,
  nodes: readonly FieldNode[],
): FieldPlan | null {
  const node = nodes[0];
  if (node === undefined) return null;
  const name = node.name.value;
  const parentType = place.type.name;
  const base = {
    responseKey,
    name,
    parentType,
    coordinate: `${parentType}.${name}`,
    nodes,
    locations: locationsOf(node),
  };
  if (name === '__typename') {
    return { ...base, type: TYPENAME_TYPE, action: { kind: 'typename' }, buildArguments: () => ({}), selection: null };
  }
  const definition = fieldDefinition(place, name);
  if (definition === undefined) return null;
  const composite = namedComposite(definition.type);
  const sets = nodes.flatMap((one) => (one.selectionSet === undefined ? [] : [one.selectionSet]));
  return {
    ...base,
    type: planType(definition.type),
    action: actionOf(options, place, definition),
    buildArguments: compileArguments(definition, node),
    selection: composite === null ? null : planSelection(options, composite, sets, place.depth + 1),
  };
}

function planObject(options: PlanOptions, place: FieldPlace, sets: readonly SelectionSetNode[]): ObjectPlan {
  const fields: FieldPlan[] = [];
  for (const [key, nodes] of collectFields(options, place.type, sets)) {
    const field = planField(options, place, key, nodes);
    if (field !== null) fields.push(field);
  }
  return {
    typeName: place.type.name,
    fields,
    hasPrototypeKey: fields.some((field) => field.responseKey === '__proto__'),
  };
}

function planSelection(
  options: PlanOptions,
  declared: GraphQLCompositeType,
  sets: readonly SelectionSetNode[],
  depth: number,
): SelectionPlan {
  const plans = new Map<string, ObjectPlan>();
  const planFor = (type: GraphQLCompositeType): ObjectPlan => {
    const known = plans.get(type.name);
    if (known !== undefined) return known;
    const plan = planObject(options, { type, depth, isQueryRoot: false }, sets);
    plans.set(type.name, plan);
    return plan;
  };
  return {
    forType(typeName) {
      const known = plans.get(typeName);
      if (known !== undefined) return known;
      const type = options.schema.getType(typeName);
      if (!isObjectType(type)) return undefined;
      if (type !== declared && !(isAbstractType(declared) && options.schema.isSubType(declared, type)))
        return undefined;
      return planFor(type);
    },
    visible: () => planFor(declared).fields,
  };
}

/** The root of an operation. */
export function planRoot(options: PlanOptions, root: GraphQLObjectType, set: SelectionSetNode): ObjectPlan {
  return planObject(options, { type: root, depth: 1, isQueryRoot: root === options.schema.getQueryType() }, [set]);
}
