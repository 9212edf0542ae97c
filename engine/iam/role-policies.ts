/** Everything that decides over one role: its policies, the managed ones among them, and its boundary. */
import type { RoleBlueprint } from '../template/index.ts';
import { candidatesFor, evaluate } from './evaluate.ts';
import type { Access, Candidates, Verdict } from './evaluate.ts';
import { managedPolicy } from './managed-policies.ts';
import type { RequestContext } from './pattern.ts';
import { readStatements } from './statement.ts';
import type { Statement } from './statement.ts';

/** More pairs of action and resource than any template has. Resolver code may name resources, so there is an end to it. */
const MAX_KEPT = 10_000;

export interface RolePolicies {
  readonly role: RoleBlueprint;
  /** AWS-managed policies of the role that are not known here. */
  readonly unknownPolicies: readonly string[];
  /** @param context - asked only when a statement that speaks of the access has conditions or variables */
  verdict(access: Access, context: () => RequestContext): { readonly verdict: Verdict; readonly isSettled: boolean };
}

interface Known {
  readonly granted: Candidates;
  readonly bounded: Candidates | null;
  readonly settled: Verdict | null;
}

const NO_CONTEXT: RequestContext = new Map();

export function openRole(role: RoleBlueprint): RolePolicies {
  const managed = role.managedPolicyArns.map((arn) => ({ arn, document: managedPolicy(arn) }));
  const statements = readStatements([...role.policies, ...managed.map(({ document }) => document)]);
  const boundary = readBoundary(role);
  const known = new Map<string, Known>();

  const look = (access: Access): Known => {
    const key = `${access.action} ${access.resource}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    if (known.size >= MAX_KEPT) known.clear();
    const granted = candidatesFor(statements, access);
    const bounded = boundary === null ? null : candidatesFor(boundary, access);
    const isSettled = !granted.dependsOnContext && bounded?.dependsOnContext !== true;
    const fresh = { granted, bounded, settled: isSettled ? judge(granted, bounded, access, NO_CONTEXT) : null };
    known.set(key, fresh);
    return fresh;
  };

  return {
    role,
    unknownPolicies: managed.filter(({ document }) => document === null).map(({ arn }) => arn),
    verdict(access, context) {
      const { granted, bounded, settled } = look(access);
      if (settled !== null) return { verdict: settled, isSettled: true };
      return { verdict: judge(granted, bounded, access, context()), isSettled: false };
    },
  };
}

/** A boundary gives nothing: what it does not allow, no policy can. */
function judge(granted: Candidates, bounded: Candidates | null, access: Access, context: RequestContext): Verdict {
  const verdict = evaluate(granted, access.resource, context);
  if (verdict.kind !== 'allowed' || bounded === null) return verdict;
  return evaluate(bounded, access.resource, context);
}

function readBoundary(role: RoleBlueprint): readonly Statement[] | null {
  const boundary = role.permissionsBoundary;
  if (boundary === undefined) return null;
  return readStatements([boundary.document ?? managedPolicy(boundary.arn)]);
}
