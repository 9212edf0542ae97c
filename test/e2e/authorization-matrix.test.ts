/**
 * Every field of the schema, asked for by every kind of caller, with the caller's own member and with a foreign one. A leak is a value
 * where a rule says no, anything of a foreign member, or a foreign member's account that changed. Subscriptions have a file of their own.
 */
import { beforeAll, describe, expect, it } from '@jest/globals';
import { allows, callersOf, documentFor, fieldRules, isMember, valuesAt, waysTo } from '../support/authorization.ts';
import type { Caller, FieldRule } from '../support/authorization.ts';
import { runningGateway } from '../support/gateway.ts';
import type { Answer, Gateway } from '../support/gateway.ts';

const MEMBER = 'giulia';
const FOREIGN = 'marco';
/** Staff may look at any member; so may services, where their policy lets them. */
const STAFF = ['support', 'admin', 'analyst'];
const AT_ONCE = 8;

interface Trial {
  readonly caller: Caller;
  readonly way: readonly FieldRule[];
  readonly operation: 'query' | 'mutation';
  readonly whose: 'own' | 'foreign';
}

let gateway: Gateway;
let callers: readonly Caller[];
const rules = fieldRules();

type Outcome = Pick<Answer<unknown>, 'status' | 'data' | 'errors'>;

async function answerFor({ caller, way, operation, whose }: Trial): Promise<Outcome> {
  const own = gateway.memberId(isMember(caller) ? caller.name : MEMBER);
  const query = documentFor(operation, way, whose === 'own' ? own : foreignTo(caller));
  if (caller.mode !== null) return gateway.query(caller.mode === 'API_KEY' ? null : caller.name, query);
  const answer = await fetch(gateway.outputs.data.url, { method: 'POST', body: JSON.stringify({ query }) });
  return { status: answer.status, ...((await answer.json()) as Omit<Outcome, 'status'>) };
}

const foreignTo = ({ name }: Caller): string => gateway.memberId(name === FOREIGN ? MEMBER : FOREIGN);

/** Null when nothing came out that must not. */
async function leakOf(trial: Trial): Promise<string | null> {
  const { caller, way, whose } = trial;
  const { status, data, errors = [] } = await answerFor(trial);
  const place = `${caller.name}: ${way.map(({ fieldName }) => fieldName).join('.')} (${whose})`;
  if (status >= 500) return `${place}: status ${status}`;
  // A document that is refused as a whole would prove nothing.
  const invalid = errors.find(({ message }) => message.startsWith('Validation error'));
  if (invalid !== undefined) return `${place}: ${invalid.message}`;
  const names = way.map(({ fieldName }) => fieldName);
  const at = way.findIndex((rule) => !allows(rule, caller));
  if (at >= 0 && valuesAt(data, names.slice(0, at + 1)).length > 0) return `${place}: ${names[at]} has a value`;
  const isPrivileged = caller.mode === 'AWS_IAM' || caller.groups.some((group) => STAFF.includes(group));
  const isForeign = whose === 'foreign' && !isPrivileged && JSON.stringify(data ?? null).includes(foreignTo(caller));
  return isForeign ? `${place}: something of a foreign member` : null;
}

async function inTurns<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  const rest = items.values();
  const next = async (): Promise<void> => {
    for (const item of rest) results.push(await work(item));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, next));
  return results;
}

function trialsOf(root: string, operation: Trial['operation']): readonly Trial[] {
  return [...waysTo(rules, root).values()].flatMap((way) =>
    callers.flatMap((caller) => (['own', 'foreign'] as const).map((whose) => ({ caller, way, operation, whose }))),
  );
}

/** What staff may do to any member is theirs to do, and their own suites show it. */
const isHarmless = ({ way: [root], caller }: Trial): boolean =>
  root === undefined || !allows(root, caller) || !caller.groups.some((group) => STAFF.includes(group));

/** Where every member stands, as the support desk sees it: version and balance. */
async function accounts(): Promise<readonly unknown[]> {
  const ids = callers.filter(isMember).map(({ name }) => gateway.memberId(name));
  const read = (id: string) =>
    gateway.query('assistenza', 'query M($id: ID!) { member(id: $id) { id account { version available } } }', { id });
  return (await Promise.all(ids.map(read))).map(({ data }) => data);
}

beforeAll(async () => {
  gateway = await runningGateway();
  callers = callersOf(gateway);
});

describe('every field, by every mode and group, with an own and a foreign member', () => {
  it('gives nothing that a rule withholds', async () => {
    const trials = [...trialsOf('Query', 'query'), ...trialsOf('Mutation', 'mutation').filter(isHarmless)];
    const before = await accounts();
    const leaks = (await inTurns(trials, leakOf)).filter((leak) => leak !== null);
    const modes = new Set(callers.map(({ mode, groups }) => `${mode ?? 'none'} ${groups.join()}`));
    process.stdout.write(
      `authorization matrix: ${rules.length} fields, ${modes.size} kinds of callers, ${trials.length} tried, ${leaks.length} leaks\n`,
    );

    expect(trials.length).toBeGreaterThan(1000);
    expect(leaks).toEqual([]);
    expect(await accounts()).toEqual(before);
  });

  it('lets somebody in at each field that a query reaches', () => {
    const shut = [...waysTo(rules, 'Query').values()].filter(
      (way) => !callers.some((caller) => way.every((rule) => allows(rule, caller))),
    );

    expect(shut.map((way) => way.map(({ fieldName }) => fieldName).join('.'))).toEqual([]);
  });

  it('shows its own account to a member: what is withheld elsewhere is there to be had', async () => {
    const seen = await gateway.query(MEMBER, '{ me { id account { available } } }');

    expect(valuesAt(seen.data, ['me', 'account', 'available'])).toHaveLength(1);
    expect(valuesAt(seen.data, ['me', 'id'])).toEqual([gateway.memberId(MEMBER)]);
  });

  it('refuses whoever brings no credential, whatever is asked', async () => {
    const nobody = callers.filter(({ mode }) => mode === null);
    const trials = trialsOf('Query', 'query').filter(({ caller }) => nobody.includes(caller));

    expect(new Set((await inTurns(trials, answerFor)).map(({ status }) => status))).toEqual(new Set([401]));
  });
});
