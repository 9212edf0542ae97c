/** Parsed and validated documents with their plans, kept by text: the same operation is understood once. */
import { createHash } from 'node:crypto';
import { Kind, parse } from 'graphql';
import type { DocumentNode, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import { Lru } from '../kernel/index.ts';
import type { Caller } from '../kernel/index.ts';
import type { Variables } from './arguments.ts';
import { conditionVariables, fragmentsOf } from './collect.ts';
import type { Fragments } from './collect.ts';
import type { FieldRules } from './field-rules.ts';
import { MAX_DOCUMENT_TOKENS, MAX_EXPANDED_FIELDS, MAX_TEXT_NESTING, expandedFields, textNesting } from './limits.ts';
import { planRoot } from './plan.ts';
import type { ObjectPlan } from './plan.ts';
import type { GraphqlErrorEntry } from './ports.ts';
import type { RefusalName } from './refusals.ts';
import type { AttachedResolver } from './resolvers/attached.ts';
import { validateDocument } from './validation/validate.ts';
import { compileVariables } from './variables.ts';
import type { CoerceVariables } from './variables.ts';

const MAX_DOCUMENTS = 1_000;
/** Longer texts are served but not kept. */
const MAX_KEPT_TEXT = 32_768;
/** Characters of all kept texts together. A parsed document takes about a hundred bytes for each. */
const MAX_KEPT_CHARACTERS = 1_000_000;
const MAX_PLANS_OF_OPERATION = 32;
/** A plan is as large as its document, and hostile clients can ask for many by `@skip`: long documents keep few. */
const MAX_PLANNED_CHARACTERS = 8_192;

/** One operation of a document, ready to be planned for a caller. */
export interface Operation {
  readonly kind: 'query' | 'mutation' | 'subscription';
  readonly node: OperationDefinitionNode;
  readonly coerceVariables: CoerceVariables;
  /** The plan for that caller and those `@skip`/`@include` decisions; the same object for the same ones. */
  planFor(caller: Caller, variables: Variables): ObjectPlan;
  /** Names that plan: equal for equal documents, rights and decisions, however long plans are kept. */
  viewFor(caller: Caller, variables: Variables): string;
}

export type Understood =
  | { readonly kind: 'operation'; readonly operation: Operation }
  | { readonly kind: 'refused'; readonly refusal: RefusalName }
  | { readonly kind: 'invalid'; readonly errors: readonly GraphqlErrorEntry[] };

/** `Understood` before the operation's name is looked at. */
type Parsed =
  | { readonly kind: 'refused'; readonly refusal: RefusalName }
  | {
      readonly kind: 'parsed';
      readonly document: DocumentNode;
      readonly operations: readonly OperationDefinitionNode[];
      errors: readonly GraphqlErrorEntry[] | undefined;
      readonly ready: Map<OperationDefinitionNode, Understood>;
    };

export interface DocumentsOptions {
  readonly schema: GraphQLSchema;
  readonly resolvers: ReadonlyMap<string, AttachedResolver>;
  readonly rules: FieldRules;
  readonly depthLimit: number;
  readonly introspection: boolean;
}

function parseDocument(text: string): Parsed {
  if (text.trim() === '') return { kind: 'refused', refusal: 'unparseable' };
  if (textNesting(text) > MAX_TEXT_NESTING) return { kind: 'refused', refusal: 'unparseable' };
  let document: DocumentNode;
  try {
    document = parse(text, { maxTokens: MAX_DOCUMENT_TOKENS });
  } catch (failure) {
    const isTooLong = failure instanceof Error && failure.message.includes('tokens. Parsing aborted');
    return { kind: 'refused', refusal: isTooLong ? 'tooManyTokens' : 'unparseable' };
  }
  const operations = document.definitions.filter((node) => node.kind === Kind.OPERATION_DEFINITION);
  return { kind: 'parsed', document, operations, errors: undefined, ready: new Map() };
}

/** With several operations a name is needed; with one, a name that is given must be its own. */
function selectOperation(
  operations: readonly OperationDefinitionNode[],
  name: string | null,
): OperationDefinitionNode | RefusalName {
  if (name === null || name === '') {
    if (operations.length > 1) return 'missingOperationName';
    return operations[0] ?? 'unparseable';
  }
  return operations.find((node) => node.name?.value === name) ?? 'unknownOperationName';
}

function plansKept(characters: number): number {
  return Math.max(2, Math.min(MAX_PLANS_OF_OPERATION, Math.floor(MAX_PLANNED_CHARACTERS / Math.max(1, characters))));
}

function createOperation(
  options: DocumentsOptions,
  document: DocumentNode,
  node: OperationDefinitionNode,
): Operation | null {
  const root = options.schema.getRootType(node.operation);
  if (!root) return null;
  const fragments: Fragments = fragmentsOf(document);
  const conditions = conditionVariables(document);
  const plans = new Lru<ObjectPlan>(plansKept(document.loc?.end ?? 0));
  const planKey = (caller: Caller, variables: Variables): string => {
    const signature = options.rules.signatureOf(caller);
    if (conditions.length === 0) return signature;
    return `${signature} ${conditions.map((name) => String(variables[name])).join()}`;
  };
  let id: string | undefined;
  return {
    kind: node.operation,
    node,
    coerceVariables: compileVariables(options.schema, node),
    planFor(caller, variables) {
      const key = planKey(caller, variables);
      const known = plans.get(key);
      if (known !== undefined) return known;
      const plan = planRoot(
        {
          schema: options.schema,
          fragments,
          // Only the deciding ones: a plan is kept longer than the request that made it.
          variables: Object.fromEntries(conditions.map((name) => [name, variables[name]])),
          resolvers: options.resolvers,
          allows: (typeName, fieldName) => options.rules.allows(caller, typeName, fieldName),
          depthLimit: options.depthLimit,
        },
        root,
        node.selectionSet,
      );
      plans.set(key, plan);
      return plan;
    },
    viewFor(caller, variables) {
      id ??= createHash('sha256')
        .update(`${node.name?.value ?? ''} ${document.loc?.source.body ?? ''}`)
        .digest('base64url');
      return `${id} ${planKey(caller, variables)}`;
    },
  };
}

export interface Documents {
  understand(text: string, operationName: string | null): Understood;
}

export function createDocuments(options: DocumentsOptions): Documents {
  const known = new Lru<Parsed>(MAX_DOCUMENTS, MAX_KEPT_CHARACTERS);
  const read = (text: string): Parsed => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const parsed = parseDocument(text);
    if (parsed.kind === 'parsed' && text.length <= MAX_KEPT_TEXT) known.set(text, parsed, text.length);
    return parsed;
  };
  const prepare = (document: DocumentNode, node: OperationDefinitionNode): Understood => {
    const operation = createOperation(options, document, node);
    if (operation === null) return { kind: 'refused', refusal: 'unparseable' };
    if (expandedFields(document) > MAX_EXPANDED_FIELDS) return { kind: 'refused', refusal: 'tooManyFields' };
    return { kind: 'operation', operation };
  };
  return {
    understand(text, operationName) {
      const parsed = read(text);
      if (parsed.kind === 'refused') return parsed;
      const node = selectOperation(parsed.operations, operationName);
      if (typeof node === 'string') return { kind: 'refused', refusal: node };
      parsed.errors ??= validateDocument(options.schema, parsed.document, options.introspection);
      if (parsed.errors.length > 0) return { kind: 'invalid', errors: parsed.errors };
      let ready = parsed.ready.get(node);
      if (ready === undefined) parsed.ready.set(node, (ready = prepare(parsed.document, node)));
      return ready;
    },
  };
}
