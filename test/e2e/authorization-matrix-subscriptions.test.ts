/**
 * Every subscription and every field of what it brings, started by every kind of caller for an own and for a foreign member; then
 * something happens in each domain. A leak is a start that a rule or a grant refuses, or an event that is not the listener's to hear. A
 * trial counts only when somebody who may start the same hears a value.
 */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  allows,
  callersOf,
  documentFor,
  fieldRules,
  isMember,
  namesOf,
  valuesAt,
  waysTo,
} from '../support/authorization.ts';
import type { Caller, Way } from '../support/authorization.ts';
import { faultsOf, gapsOf } from '../support/authorization-gaps.ts';
import { DESK, EDITOR, FOREIGN, foreignId, MEMBER, mutate, ownId } from '../support/authorization-inputs.ts';
import { adjust, leave, scene, type Scene } from '../support/authorization-variants.ts';
import { runningGateway, type Gateway } from '../support/gateway.ts';
import { connectRealtime, startMessage, type Message, type RealtimeClient } from '../support/realtime.ts';
import { graphqlGrants } from '../support/role-grants.ts';
import { currentApp } from '../support/template.ts';

/** May watch any member. */
const DESK_GROUPS = ['support', 'admin'];
const CASHMERE = 3;
/** An item about it is for the highest level alone: nobody else may hear of it. */
const SECRET_PLACE = `plc_${randomUUID()}`;

interface Trial {
  readonly id: string;
  readonly way: Way;
  /** `own` and `foreign` name a member, `all` names none; `secret` is about the secret place. */
  readonly variant: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

interface Refusal {
  readonly trial: Trial;
  readonly error: string;
}

interface Listener {
  readonly caller: Caller;
  /** Null when the handshake was refused. */
  readonly client: RealtimeClient | null;
  readonly started: ReadonlyMap<string, Trial>;
  readonly refused: readonly Refusal[];
}

let gateway: Gateway;
let stage: Scene | undefined;
let listeners: readonly Listener[] = [];
let callers: readonly Caller[] = [];
const ways = waysTo(fieldRules(), 'Subscription');
const isOfDesk = ({ groups }: Caller): boolean => groups.some((group) => DESK_GROUPS.includes(group));

/** How each subscription is started. A new one needs a line here. */
const VARIANTS: Readonly<Record<string, (own: string, foreign: string) => Readonly<Record<string, object>>>> = {
  onAccountChange: (own, foreign) => ({ own: { memberId: own }, foreign: { memberId: foreign }, all: {} }),
  onContentChange: () => ({ all: {}, secret: { placeId: SECRET_PLACE } }),
  onPlacePresence: () => ({ all: {} }),
};

function trialsOf(caller: Caller): readonly Trial[] {
  return ways.flatMap((way) => {
    const variants = VARIANTS[way[0]?.fieldName ?? ''];
    if (variants === undefined) throw new Error(`How is ${way[0]?.fieldName} started? Give it a line in VARIANTS.`);
    return Object.entries(variants(ownId(gateway, caller), foreignId(gateway, caller))).map(([variant, variables]) => ({
      id: randomUUID(),
      way,
      variant,
      variables: { ...variables },
    }));
  });
}

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
  const refused: Refusal[] = [];
  for (const trial of trialsOf(caller)) {
    const { id, way, variables } = trial;
    const query = documentFor('subscription', [way], variables);
    const data = JSON.stringify({ query, variables });
    client?.send(startMessage(id, query, variables, await authorization(caller, data)));
    const answer = await client?.next((message) => message.id === id);
    const [error] = answer?.payload?.errors ?? [];
    if (answer?.type === 'start_ack') started.set(id, trial);
    else refused.push({ trial, error: `${error?.errorType}: ${error?.message}` });
  }
  return { caller, client, started, refused };
}

/** Of a way that begins with a field of a foreign member, or of one that the schema withholds. */
function mayStart(caller: Caller, { way, variant }: Trial): boolean {
  const [root] = way;
  if (root === undefined || !allows(root, caller)) return false;
  return root.fieldName !== 'onAccountChange' || isOfDesk(caller) || (isMember(caller) && variant === 'own');
}

/** How a start is refused: a role without a grant is told so, everybody else is told of the field (edge 3.3). */
const refusalFor = ({ mode }: Caller, [root]: Way): string =>
  mode === 'AWS_IAM'
    ? 'UnauthorizedException: Permission denied'
    : `Unauthorized: Not Authorized to access ${root?.fieldName} on type Subscription`;

const SAVE = ['saveContent', 'SaveContentInput', 'content { id }'] as const;
const MOVE = ['transitionContent', 'TransitionContentInput', 'content { id }'] as const;

/** An item for the highest level alone. @returns its id */
async function secret(): Promise<string> {
  const translations = [{ locale: 'it', title: 'Riservata' }];
  const { content } = await mutate<{ content: { id: string } }>(gateway, EDITOR, SAVE, {
    idempotencyKey: randomUUID(),
    type: 'GUIDE',
    slug: `riservata-${randomUUID()}`,
    translations,
    placeIds: [SECRET_PLACE],
    targeting: { minTierRank: CASHMERE },
  });
  for (const to of ['IN_REVIEW', 'PUBLISHED'])
    await mutate(gateway, EDITOR, MOVE, { idempotencyKey: randomUUID(), id: content.id, expectedHead: 1, to });
  return content.id;
}

/** Somebody stays at a place and takes a reward, items are published, and accounts change. */
async function somethingHappens(): Promise<Scene & { readonly secretId: string }> {
  stage = await scene(gateway, callers);
  for (const memberId of adjusted()) {
    for (const amount of [1, -1]) await adjust(gateway, memberId, amount);
  }
  return { ...stage, secretId: await secret() };
}

/** Members whose account may change. */
const adjusted = (): readonly string[] => ['sofia', MEMBER, FOREIGN].map((name) => gateway.memberId(name));

const listenerNamed = (wanted: string): Listener => {
  const found = listeners.find(({ caller: { name } }) => name === wanted);
  if (found === undefined) throw new Error(`nobody is called ${wanted}`);
  return found;
};

/** Everything that came, in order, up to and with the message that is waited for; what never comes is told of by the tests. */
async function heardUntil({ client }: Listener, isLast: (message: Message) => boolean): Promise<readonly Message[]> {
  const heard: Message[] = [];
  for (;;) {
    const message = await client?.next((each) => each.type === 'data' || isLast(each)).catch(() => undefined);
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
  const place = `${caller.name}: ${trial === undefined ? id : placeOf(trial)} heard ${JSON.stringify(payload)}`;
  if (trial === undefined) return place;
  const values = JSON.stringify(payload?.data ?? null);
  const others = adjusted().filter((memberId) => memberId !== caller.memberId && values.includes(memberId));
  if (!isOfDesk(caller) && others.length > 0) return place;
  const isSecret = trial.variant === 'secret' && caller.name !== MEMBER;
  return isSecret || !trial.way.every((rule) => allows(rule, caller)) ? place : null;
}

const placeOf = ({ way, variant }: Trial): string => `${namesOf(way).join('.')} (${variant})`;

let heard: readonly (readonly [Listener, Message])[] = [];
/** Trials, by place, at whose end somebody who may start them heard a value. */
let controlled: ReadonlySet<string>;

const hasValue = ([{ caller, started }, { id, payload }]: readonly [Listener, Message]): readonly string[] => {
  const trial = started.get(id ?? '');
  const isHeard =
    trial !== undefined && mayStart(caller, trial) && valuesAt(payload?.data, namesOf(trial.way)).length > 0;
  return isHeard ? [placeOf(trial)] : [];
};

async function hear(): Promise<readonly (readonly [Listener, Message])[]> {
  const { secretId, redemptionId, given } = await somethingHappens();
  const tells = (text: string) => (message: Message) => JSON.stringify(message.payload ?? null).includes(text);
  const waited: (readonly [Listener, readonly Message[]])[] = [];
  for (const [name, text] of [
    [MEMBER, secretId],
    ['public', given.openId],
    [DESK, redemptionId],
    ['analista', given.placeId],
  ] as const) {
    const listener = listenerNamed(name);
    waited.push([listener, await heardUntil(listener, tells(text))]);
  }
  const rest = await Promise.all(listeners.map(async (each) => [each, await theRest(each)] as const));
  return [...waited, ...rest].flatMap(([each, messages]) => messages.map((message) => [each, message] as const));
}

beforeAll(async () => {
  gateway = await runningGateway();
  const app = currentApp();
  callers = callersOf(gateway, (output) => graphqlGrants(app, output));
  const all: Listener[] = [];
  for (const caller of callers) all.push(await listening(caller));
  listeners = all;
  heard = await hear();
  controlled = new Set(heard.flatMap(hasValue));
});

afterAll(async () => {
  if (stage !== undefined) await leave(stage, callers);
  for (const { client } of listeners) await client?.close();
});

describe('every subscription, by every mode and group, for an own and a foreign member', () => {
  it('starts for those whom rules and grants let in, and for nobody else', () => {
    const leaks = listeners.flatMap(({ caller, started }) =>
      [...started.values()]
        .filter((trial) => !mayStart(caller, trial))
        .map((trial) => `${caller.name}: ${placeOf(trial)}`),
    );
    const shut = listeners.flatMap(({ caller, refused }) =>
      refused
        .filter(({ trial }) => mayStart(caller, trial))
        .map(({ trial, error }) => `${caller.name}: ${placeOf(trial)}: ${error}`),
    );
    const trials = listeners.flatMap(({ started, refused }) => [
      ...started.values(),
      ...refused.map(({ trial }) => trial),
    ]);
    const tried = trials.filter((trial) => controlled.has(placeOf(trial)));
    const heardLeaks = heard.filter(([listener, message]) => leakOf(listener, message) !== null);
    process.stdout.write(
      `authorization matrix, subscriptions: ${ways.length} fields, ${tried.length} tried, ${leaks.length + heardLeaks.length} leaks\n`,
    );

    expect(tried.length).toBeGreaterThan(300);
    expect(leaks).toEqual([]);
    expect(shut).toEqual([]);
  });

  it('refuses in the words of AppSync, and so by the rule and not by a fault', () => {
    const others = listeners.flatMap(({ caller, client, refused }) =>
      client === null
        ? []
        : refused
            .filter(({ trial, error }) => !mayStart(caller, trial) && error !== refusalFor(caller, trial.way))
            .map(({ trial, error }) => `${caller.name}: ${placeOf(trial)}: ${error}`),
    );

    expect(others).toEqual([]);
  });

  it('opens no socket for whoever brings no credential', () => {
    expect(listeners.filter(({ client }) => client === null).map(({ caller }) => caller.name)).toEqual(['nobody']);
  });

  it('brings each listener what is theirs to hear, and nothing else', () => {
    expect(heard.flatMap(([listener, message]) => leakOf(listener, message) ?? [])).toEqual([]);
  });

  it('brings somebody a value of every field, but for those that are listed with a reason', () => {
    const keyOf = (place: string): string => `subscription ${place.replace(/ \(.*$/, '')}`;
    const all = ways.map((way) => keyOf(namesOf(way).join('.')));

    expect(faultsOf(gapsOf('subscription'), all, new Set([...controlled].map(keyOf)))).toEqual([]);
  });

  it('tells the highest level alone of what is for the highest level', () => {
    const ofSecret = heard.filter(([{ started }, { id }]) => started.get(id ?? '')?.variant === 'secret');

    expect(new Set(ofSecret.map(([{ caller }]) => caller.name))).toEqual(new Set([MEMBER]));
  });
});
