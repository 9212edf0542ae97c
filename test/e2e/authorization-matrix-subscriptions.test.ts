/**
 * Every subscription and every field of what it brings, started by every kind of caller for an own and for a foreign member; then
 * something happens in each domain. A leak is a start that a rule refuses, or an event that is not the listener's to hear.
 */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { allows, callersOf, documentFor, fieldRules, isMember, valuesAt, waysTo } from '../support/authorization.ts';
import type { Caller, FieldRule } from '../support/authorization.ts';
import { runningGateway, type Gateway } from '../support/gateway.ts';
import { connectRealtime, startMessage, type Message, type RealtimeClient } from '../support/realtime.ts';

const MEMBER = 'giulia';
const FOREIGN = 'marco';
/** May watch any member. */
const DESK = ['support', 'admin'];
const CASHMERE = 3;

interface Trial {
  readonly id: string;
  readonly way: readonly FieldRule[];
  readonly whose: 'own' | 'foreign';
}

interface Listener {
  readonly caller: Caller;
  /** Null when the handshake was refused. */
  readonly client: RealtimeClient | null;
  readonly started: ReadonlyMap<string, Trial>;
  readonly refused: readonly Trial[];
}

let gateway: Gateway;
let listeners: readonly Listener[] = [];
const ways = [...waysTo(fieldRules(), 'Subscription').values()];
const namesOf = (way: readonly FieldRule[]): readonly string[] => way.map(({ fieldName }) => fieldName);
const isOfDesk = ({ groups }: Caller): boolean => groups.some((group) => DESK.includes(group));
const namesMember = ([root]: readonly FieldRule[]): boolean =>
  root?.args.some(({ name }) => name === 'memberId') ?? false;

const ownOf = (caller: Caller): string => gateway.memberId(isMember(caller) ? caller.name : MEMBER);
const foreignTo = ({ name }: Caller): string => gateway.memberId(name === FOREIGN ? MEMBER : FOREIGN);

/** What a client of this kind puts into the handshake or beside a document. */
async function authorization({ name, mode }: Caller, body: string, path?: string): Promise<object> {
  const { host } = new URL(gateway.outputs.data.url);
  if (mode === null) return { host };
  const headers = await gateway.headersFor(mode === 'API_KEY' ? null : name, body, path);
  return { host, ...headers };
}

async function connected(caller: Caller): Promise<RealtimeClient | null> {
  const client = await connectRealtime(
    gateway.outputs.custom.realtimeUrl,
    await authorization(caller, '{}', '/graphql/connect'),
  );
  client.send({ type: 'connection_init' });
  const { type } = await client.next((message) => message.type.startsWith('connection_'));
  return type === 'connection_ack' ? client : null;
}

async function listening(caller: Caller): Promise<Listener> {
  const client = await connected(caller);
  const started = new Map<string, Trial>();
  const refused: Trial[] = [];
  const trials = ways.flatMap((way) =>
    (['own', 'foreign'] as const).map((whose) => ({ id: randomUUID(), way, whose })),
  );
  for (const trial of trials) {
    const memberId = trial.whose === 'own' ? ownOf(caller) : foreignTo(caller);
    const query = documentFor('subscription', trial.way, namesMember(trial.way) ? memberId : null);
    const data = JSON.stringify({ query, variables: {} });
    client?.send(startMessage(trial.id, query, {}, await authorization(caller, data)));
    const answer = await client?.next(({ id }) => id === trial.id);
    if (answer?.type === 'start_ack') started.set(trial.id, trial);
    else refused.push(trial);
  }
  return { caller, client, started, refused };
}

/** Of a way that begins with a field of a foreign member, or of one that the schema withholds. */
function mayStart(caller: Caller, { way, whose }: Trial): boolean {
  const [root] = way;
  if (root === undefined || !allows(root, caller)) return false;
  return !namesMember(way) || isOfDesk(caller) || (isMember(caller) && whose === 'own');
}

async function ask(as: string, query: string, input: object): Promise<unknown> {
  const answer = await gateway.query(as, query, { input: { idempotencyKey: randomUUID(), ...input } });
  expect(answer.errors ?? []).toEqual([]);
  return answer.data;
}

const SAVE = 'mutation S($input: SaveContentInput!) { saveContent(input: $input) { content { id } } }';
const MOVE = 'mutation T($input: TransitionContentInput!) { transitionContent(input: $input) { content { id } } }';
const ADJUST = 'mutation A($input: AdjustPointsInput!) { adjustPoints(input: $input) { account { memberId } } }';

/** A change of each member's account, and an item for the highest level alone. @returns its id */
async function somethingHappens(): Promise<string> {
  const slug = `riservata-${randomUUID()}`;
  const translations = [{ locale: 'it', title: 'Riservata' }];
  const targeting = { minTierRank: CASHMERE };
  const saved = await ask('redazione', SAVE, { type: 'GUIDE', slug, translations, targeting });
  const id = String(valuesAt(saved, ['saveContent', 'content', 'id'])[0]);
  for (const to of ['IN_REVIEW', 'PUBLISHED']) await ask('redazione', MOVE, { id, expectedHead: 1, to });
  for (const memberId of adjusted()) {
    // There and back: other suites know the balances.
    for (const amount of [1, -1]) await ask('assistenza', ADJUST, { memberId, amount, reason: 'GOODWILL' });
  }
  return id;
}

/** Members whose account may change. */
const adjusted = (): readonly string[] => ['marco', 'sofia', 'giulia'].map((name) => gateway.memberId(name));

const listenerNamed = (wanted: string): Listener => {
  const found = listeners.find(({ caller: { name } }) => name === wanted);
  if (found === undefined) throw new Error(`nobody is called ${wanted}`);
  return found;
};

/** Everything that came, in order, up to and with the message that is waited for. */
async function heardUntil({ client }: Listener, isLast: (message: Message) => boolean): Promise<readonly Message[]> {
  const heard: Message[] = [];
  for (;;) {
    const message = await client?.next((each) => each.type === 'data' || isLast(each));
    if (message === undefined) return heard;
    if (message.type === 'data') heard.push(message);
    if (isLast(message)) return heard;
  }
}

/** Messages of a socket keep their order: what was to come is there before the answer to a question asked now. */
function theRest(listener: Listener): Promise<readonly Message[]> {
  listener.client?.send({ type: 'stop', id: 'the end' });
  return heardUntil(listener, ({ id }) => id === 'the end');
}

/** Null when the event was the listener's to hear. */
function leakOf({ caller, started }: Listener, { id, payload }: Message): string | null {
  const trial = started.get(id ?? '');
  const place = `${caller.name}: ${trial === undefined ? id : namesOf(trial.way).join('.')} heard ${JSON.stringify(payload)}`;
  if (trial === undefined) return place;
  const values = JSON.stringify(payload?.data ?? null);
  const others = adjusted().filter((memberId) => memberId !== ownOf(caller) && values.includes(memberId));
  if (isMember(caller) && others.length > 0) return place;
  const isSecret = trial.way[0]?.fieldName === 'onContentChange' && caller.name !== MEMBER;
  return isSecret || !trial.way.every((rule) => allows(rule, caller)) ? place : null;
}

beforeAll(async () => {
  gateway = await runningGateway();
  const all: Listener[] = [];
  for (const caller of callersOf(gateway)) all.push(await listening(caller));
  listeners = all;
});

afterAll(async () => {
  for (const { client } of listeners) await client?.close();
});

describe('every subscription, by every mode and group, for an own and a foreign member', () => {
  it('starts for those whom the rules let in, and for nobody else', () => {
    const placeOf = (caller: Caller, { way, whose }: Trial): string =>
      `${caller.name}: ${namesOf(way).join('.')} (${whose})`;
    const leaks = listeners.flatMap(({ caller, started }) =>
      [...started.values()].filter((trial) => !mayStart(caller, trial)).map((trial) => placeOf(caller, trial)),
    );
    const shut = listeners.flatMap(({ caller, refused }) =>
      refused.filter((trial) => mayStart(caller, trial)).map((trial) => placeOf(caller, trial)),
    );
    const tried = listeners.reduce((sum, { started, refused }) => sum + started.size + refused.length, 0);
    process.stdout.write(
      `authorization matrix, subscriptions: ${ways.length} fields, ${tried} started, ${leaks.length} leaks\n`,
    );

    expect(tried).toBeGreaterThan(300);
    expect(leaks).toEqual([]);
    expect(shut).toEqual([]);
  });

  it('opens no socket for whoever brings no credential', () => {
    expect(listeners.filter(({ client }) => client === null).map(({ caller }) => caller.name)).toEqual(['nobody']);
  });

  it('brings each listener what is theirs to hear, and nothing else', async () => {
    const contentId = await somethingHappens();
    const giulia = listenerNamed(MEMBER);
    const desk = listenerNamed('assistenza');
    const tells = (text: string) => (message: Message) => JSON.stringify(message.payload ?? null).includes(text);
    const first = [
      [giulia, await heardUntil(giulia, tells(contentId))] as const,
      [desk, await heardUntil(desk, tells(gateway.memberId(MEMBER)))] as const,
    ];
    const rest = await Promise.all(listeners.map(async (each) => [each, await theRest(each)] as const));
    const heard = [...first, ...rest].flatMap(([each, messages]) =>
      messages.map((message) => [each, message] as const),
    );
    const leaks = heard.flatMap(([each, message]) => leakOf(each, message) ?? []);

    expect(heard.length).toBeGreaterThan(10);
    expect(leaks).toEqual([]);
  });
});
