/** Policy documents as the template has them, read into statements. Nothing is refused here: what cannot be read grants nothing. */
import { toPattern } from './pattern.ts';
import type { Pattern } from './pattern.ts';

export interface Condition {
  /** As written: `ForAnyValue:StringLikeIfExists`. */
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

export interface Statement {
  readonly effect: 'Allow' | 'Deny';
  readonly actions: readonly Pattern[];
  /** True for `NotAction`: the patterns name what is left out. */
  readonly exceptActions: boolean;
  readonly resources: readonly Pattern[];
  readonly exceptResources: boolean;
  readonly conditions: readonly Condition[];
}

type Members = Readonly<Record<string, unknown>>;

const isMembers = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function listOf(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? (value as readonly unknown[]) : [value];
}

/** Conditions may write numbers and booleans bare. */
function textsOf(value: unknown): readonly string[] {
  return listOf(value).flatMap((one) =>
    typeof one === 'string' || typeof one === 'number' || typeof one === 'boolean' ? [String(one)] : [],
  );
}

function readConditions(block: unknown): readonly Condition[] {
  if (!isMembers(block)) return [];
  return Object.entries(block).flatMap(([operator, keys]) =>
    isMembers(keys) ? Object.entries(keys).map(([key, values]) => ({ operator, key, values: textsOf(values) })) : [],
  );
}

function readStatement(statement: unknown, hasVariables: boolean): readonly Statement[] {
  if (!isMembers(statement)) return [];
  const { Effect: effect, Action, NotAction, Resource, NotResource, Condition: block } = statement;
  if (effect !== 'Allow' && effect !== 'Deny') return [];
  const exceptActions = Action === undefined;
  const exceptResources = Resource === undefined;
  // A statement without any resource belongs to a trust policy, and `NotAction: []` would allow everything.
  if ((exceptActions && NotAction === undefined) || (exceptResources && NotResource === undefined)) return [];
  const actions = textsOf(exceptActions ? NotAction : Action);
  const resources = textsOf(exceptResources ? NotResource : Resource);
  return [
    {
      effect,
      exceptActions,
      exceptResources,
      actions: actions.map((text) => toPattern(text, { ignoreCase: true })),
      resources: resources.map((text) => toPattern(text, { hasVariables })),
      conditions: readConditions(block),
    },
  ];
}

/** Policy variables exist since version 2012-10-17; in an older document `${…}` is plain text. */
export function readStatements(documents: readonly unknown[]): readonly Statement[] {
  return documents.flatMap((document) => {
    if (!isMembers(document)) return [];
    const hasVariables = document.Version === '2012-10-17';
    return listOf(document.Statement).flatMap((statement) => readStatement(statement, hasVariables));
  });
}
