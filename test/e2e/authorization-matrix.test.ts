/**
 * Every way to every field of the schema, for every kind of caller, with what is the caller's own and what is a foreign member's. A leak
 * is a value, or a missing refusal, where a rule or a grant says no; anything of another member; or an account that changed by a
 * refused request. A trial counts only when somebody who may ask the same gets a value. Subscriptions have a file of their own.
 */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { callersOf, documentFor, fieldRules, isMember, namesOf, ROOTS, waysTo } from '../support/authorization.ts';
import type { Caller, Way } from '../support/authorization.ts';
import { findingOf, refusedAt } from '../support/authorization-findings.ts';
import type { Finding, Outcome, Problem } from '../support/authorization-findings.ts';
import { faultsOf, gapsOf } from '../support/authorization-gaps.ts';
import { MEMBER, afresh, leave, membersNow, scene, variantsOf } from '../support/authorization-variants.ts';
import type { Scene, Variant } from '../support/authorization-variants.ts';
import { runningGateway } from '../support/gateway.ts';
import { graphqlGrants } from '../support/role-grants.ts';
import { currentApp } from '../support/template.ts';

const AT_ONCE = 8;

/** They may look at any member. */
const MAY_SEE_ALL = (caller: Caller): boolean =>
  caller.grants !== null || caller.groups.some((group) => ['support', 'admin'].includes(group));

/** Ways of one root field that are asked in one document, because the same is expected of them. */
interface Batch {
  readonly operation: 'query' | 'mutation';
  readonly caller: Caller;
  readonly variant: Variant;
  readonly ways: readonly Way[];
  readonly isAllowed: boolean;
}

interface Result extends Omit<Batch, 'ways'>, Finding {
  readonly way: Way;
}

const rules = fieldRules();
const GAPS = gapsOf('query', 'mutation');
let callers: readonly Caller[];
let stage: Scene;
let isSet = false;
let results: readonly Result[];
/** After the allowed requests, and after the refused ones. */
let accounts: readonly (readonly unknown[])[];
/** Members whose account changed by what another member asked. */
const touched: string[] = [];

async function outcomeOf({ operation, caller, variant, isAllowed }: Batch, ways: readonly Way[]): Promise<Outcome> {
  const query = documentFor(operation, ways, variant.variables, isAllowed ? 'joined' : 'apart');
  const { gateway } = stage;
  if (caller.mode !== null)
    return gateway.query(caller.mode === 'API_KEY' ? null : caller.name, query, variant.variables);
  const body = JSON.stringify({ query, variables: variant.variables });
  const answer = await fetch(gateway.outputs.data.url, { method: 'POST', body });
  return { status: answer.status, ...((await answer.json()) as Omit<Outcome, 'status'>) };
}

/** A member's ids in an answer to somebody who is neither that member nor of those who may look. */
function strayOf(caller: Caller, { data }: Outcome): Problem | null {
  const text = JSON.stringify(data ?? null);
  const others = MAY_SEE_ALL(caller) ? [] : stage.members.filter(({ id }) => id !== caller.memberId);
  const mark = others.flatMap(({ marks }) => marks).find((each) => text.includes(`"${each}"`));
  return mark === undefined ? null : { kind: 'leak', text: `${mark} is of another member` };
}

/** One document for all; what is not proven by it is asked again alone, because a null below can hide what is beside it. */
async function resultsOf(batch: Batch): Promise<readonly Result[]> {
  const { caller, ways, isAllowed } = batch;
  const together = await outcomeOf(batch, ways);
  const stray = strayOf(caller, together);
  const found: Result[] = [];
  for (const [index, way] of ways.entries()) {
    let finding = findingOf(way, caller, isAllowed ? 'w0' : `w${index}`, together);
    if (finding.problem?.kind !== 'leak' && (finding.problem ?? stray) !== null) {
      const alone = await outcomeOf(batch, [way]);
      const single = findingOf(way, caller, 'w0', alone);
      finding = { ...single, problem: single.problem ?? strayOf(caller, alone) };
    }
    found.push({ ...batch, way, ...finding });
  }
  const isLost = stray !== null && found.every(({ problem }) => problem === null);
  return isLost ? found.map((each) => ({ ...each, problem: stray })) : found;
}

async function inTurns<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const made: R[] = [];
  const rest = items.values();
  const next = async (): Promise<void> => {
    for (const item of rest) made.push(await work(item));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, next));
  return made;
}

function batchesOf(operation: Batch['operation']): readonly Batch[] {
  const ways = waysTo(rules, ROOTS[operation]);
  const roots = [...new Set(ways.flatMap(([root]) => root ?? []))];
  return roots.flatMap((root) =>
    callers.flatMap((caller) =>
      variantsOf(stage, root, caller).flatMap((variant) =>
        [true, false].flatMap((isAllowed) => {
          const chosen = ways.filter((way) => way[0] === root && refusedAt(way, caller) < 0 === isAllowed);
          const asked = isAllowed ? variant : afresh(variant);
          return chosen.length === 0 ? [] : [{ operation, caller, variant: asked, ways: chosen, isAllowed }];
        }),
      ),
    ),
  );
}

const accountsNow = async (): Promise<readonly { readonly id: string; readonly version: number }[]> =>
  (await membersNow(stage.gateway, callers)).map(({ id, available, version }) => ({ id, available, version }));

/** One after the other, what is foreign last: a key that another member sent must have been sent. */
async function carriedOut(batches: readonly Batch[]): Promise<readonly Result[]> {
  const done: Result[] = [];
  for (const isForeign of [false, true]) {
    for (const caller of callers) {
      const mine = batches.filter((each) => each.caller === caller && (each.variant.name === 'foreign') === isForeign);
      if (mine.length === 0) continue;
      const before = await accountsNow();
      for (const batch of mine) done.push(...(await resultsOf(batch)));
      const changed = (await accountsNow()).filter((now, index) => now.version !== before[index]?.version);
      if (isMember(caller)) touched.push(...changed.flatMap(({ id }) => (id === caller.memberId ? [] : id)));
    }
  }
  return done;
}

const placeOf = ({ caller, way, variant, problem }: Result): string =>
  `${caller.name}: ${namesOf(way).join('.')} (${variant.name}): ${problem?.text}`;

const problemsOf = (...kinds: readonly Problem['kind'][]): readonly string[] =>
  results.filter(({ problem }) => problem !== null && kinds.includes(problem.kind)).map(placeOf);

const trialKey = ({ way, variant }: Result): string => `${namesOf(way).join('.')} ${variant.name}`;
const wayKey = ({ way, operation }: Result): string => `${operation} ${namesOf(way).join('.')}`;

beforeAll(async () => {
  const app = currentApp();
  const gateway = await runningGateway();
  callers = callersOf(gateway, (output) => graphqlGrants(app, output));
  stage = await scene(gateway, callers);
  isSet = true;
  const queries = batchesOf('query');
  const mutations = batchesOf('mutation');
  const asked = await inTurns(queries, resultsOf);
  const allowed = await carriedOut(mutations.filter(({ isAllowed }) => isAllowed));
  const before = await accountsNow();
  const refused = await inTurns(
    mutations.filter(({ isAllowed }) => !isAllowed),
    resultsOf,
  );
  accounts = [before, await accountsNow()];
  results = [...asked.flat(), ...allowed, ...refused.flat()];
});

afterAll(async () => {
  if (isSet) await leave(stage, callers);
});

describe('every way to every field, by every mode and group, with an own and a foreign member', () => {
  it('gives nothing that a rule or a grant withholds', () => {
    const controlled = new Set(results.filter(({ hasValue, isAllowed }) => hasValue && isAllowed).map(trialKey));
    const tried = results.filter((each) => controlled.has(trialKey(each)));
    const leaks = problemsOf('leak', 'unrefused');
    const kinds = new Set(callers.map(({ mode, groups }) => `${mode ?? 'none'} ${groups.join()}`));
    process.stdout.write(
      `authorization matrix: ${rules.length} fields, ${new Set(tried.map(wayKey)).size} ways, ${kinds.size} kinds of callers, ` +
        `${tried.length} tried, ${leaks.length} leaks\n`,
    );

    expect(tried.filter(({ isAllowed }) => !isAllowed).length).toBeGreaterThan(2_000);
    expect(leaks).toEqual([]);
  });

  it('gives what rules and grants allow', () => {
    expect(problemsOf('shut')).toEqual([]);
  });

  it('has somebody who gets a value at the end of every way, but for those that are listed with a reason', () => {
    const withValue = new Set(results.filter(({ hasValue, isAllowed }) => hasValue && isAllowed).map(wayKey));

    expect(faultsOf(GAPS, [...new Set(results.map(wayKey))], withValue)).toEqual([]);
  });

  it('changes no account by what is refused, and none of another member by what is not', () => {
    expect(touched).toEqual([]);
    expect(accounts[1]).toEqual(accounts[0]);
  });

  it('tries a foreign member in queries and mutations, as a member who must not reach it', () => {
    const foreign = results.filter(({ caller, variant }) => caller.name === MEMBER && variant.name === 'foreign');
    const refused = foreign.filter(({ isAllowed }) => !isAllowed);
    const below = waysTo(rules, 'Query').filter(([root]) => root?.fieldName === 'member');

    expect(refused.filter(({ way }) => way[0]?.fieldName === 'member')).toHaveLength(below.length);
    expect(foreign.some(({ operation, isAllowed }) => operation === 'mutation' && isAllowed)).toBe(true);
  });

  it('has a caller of every group that the schema names, but for one that no persona is in', () => {
    const named = new Set(rules.flatMap(({ entries }) => entries.flatMap(({ groups }) => groups ?? [])));

    expect([...named].filter((group) => !callers.some(({ groups }) => groups.includes(group)))).toEqual(['admin']);
  });
});
