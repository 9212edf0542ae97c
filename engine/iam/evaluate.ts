/** IAM's own order: an explicit deny wins, then any allow, else a silent no. Pure. */
import { holds } from './conditions.ts';
import type { Pattern, RequestContext } from './pattern.ts';
import type { Condition, Statement } from './statement.ts';

export interface Access {
  /** `dynamodb:GetItem`. */
  readonly action: string;
  /** An ARN, or `*` for actions without a resource. */
  readonly resource: string;
}

export type Verdict =
  | { readonly kind: 'allowed' }
  /** A `Deny` statement says so. */
  | { readonly kind: 'denied' }
  /** Nothing allows it; `unmet` are conditions without which something would. */
  | { readonly kind: 'not-granted'; readonly unmet: readonly Condition[] };

/** Statements that speak of an access, conditions aside. */
export interface Candidates {
  readonly statements: readonly Statement[];
  /** False when the verdict is the same for every context, so that it may be kept. */
  readonly dependsOnContext: boolean;
}

const NO_CONTEXT: RequestContext = new Map();

function covers(patterns: readonly Pattern[], except: boolean, text: string, context: RequestContext): boolean {
  return patterns.some((pattern) => pattern.matches(text, context)) !== except;
}

/** Done once for an action and a resource: what is left depends on the request. */
export function candidatesFor(statements: readonly Statement[], { action, resource }: Access): Candidates {
  const kept = statements.filter(
    (statement) =>
      covers(statement.actions, statement.exceptActions, action, NO_CONTEXT) &&
      (hasVariables(statement) || covers(statement.resources, statement.exceptResources, resource, NO_CONTEXT)),
  );
  return {
    statements: kept,
    dependsOnContext: kept.some((statement) => statement.conditions.length > 0 || hasVariables(statement)),
  };
}

const hasVariables = (statement: Statement): boolean => statement.resources.some((pattern) => pattern.hasVariables);

/** An unknown operator never lets anything through: it fails an `Allow` and fulfils a `Deny`. */
export function evaluate({ statements }: Candidates, resource: string, context: RequestContext): Verdict {
  let isAllowed = false;
  const unmet: Condition[] = [];
  for (const statement of statements) {
    if (!covers(statement.resources, statement.exceptResources, resource, context)) continue;
    const isDeny = statement.effect === 'Deny';
    const failing = statement.conditions.filter((condition) => {
      const outcome = holds(condition, context);
      return outcome === 'unknown' ? !isDeny : !outcome;
    });
    if (failing.length > 0) {
      if (!isDeny) unmet.push(...failing);
    } else if (isDeny) return { kind: 'denied' };
    else isAllowed = true;
  }
  return isAllowed ? { kind: 'allowed' } : { kind: 'not-granted', unmet };
}
