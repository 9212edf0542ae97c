/** From an editor's save to a reader's phone: through the API, the functions, the stream and the bus. */
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { contentEditor, type ContentEditor } from '../support/content-editor.ts';
import { runningGateway, type Answer, type Gateway } from '../support/gateway.ts';

interface Card {
  readonly id: string;
  readonly title: string;
}

const COST = { 'x-gateway-cost': '1' };
const MOVE = `mutation T($input: TransitionContentInput!) { transitionContent(input: $input) { content { id status head } userErrors { code } } }`;
const CONTENT = 'query C($id: ID!) { content(id: $id) { id title version } }';
const MY_FEED =
  'query M($after: String) { myFeed(first: 60, after: $after) { nodes { id title } pageInfo { endCursor } } }';
let gateway: Gateway;
let editor: ContentEditor;
beforeAll(async () => {
  gateway = await runningGateway();
  editor = contentEditor(gateway);
});

async function myFeed(as: string): Promise<readonly Card[]> {
  const cards: Card[] = [];
  let after: string | null = null;
  do {
    const answer: Answer<{ myFeed: { nodes: Card[]; pageInfo: { endCursor: string | null } } }> = await gateway.query(
      as,
      MY_FEED,
      { after },
    );
    cards.push(...answer.data.myFeed.nodes);
    after = answer.data.myFeed.pageInfo.endCursor;
  } while (after !== null);
  return cards;
}
/** Asks again until what follows behind the scenes has happened. */
async function until<T>(ask: () => Promise<T>, holds: (answer: T) => boolean): Promise<T> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const answer = await ask();
    if (holds(answer)) return answer;
    await pause(100);
  }
  return ask();
}

describe('from save to reader', () => {
  it('shows nothing of a draft, then the published item, in one DynamoDB call', async () => {
    const id = (await editor.save()).content?.id ?? '';
    expect((await gateway.query(null, CONTENT, { id })).data).toEqual({ content: null });

    await editor.move(id, 1, 'IN_REVIEW');
    await editor.move(id, 1, 'PUBLISHED');

    for (const as of [null, 'giulia']) {
      const { data, extensions } = await gateway.query(as, CONTENT, { id }, COST);
      expect(data).toEqual({ content: { id, title: 'Prova', version: 1 } });
      expect(extensions?.cost?.dynamodbCalls).toBe(1);
    }
  });

  it('brings the item to the first page of its feed', async () => {
    const id = await editor.publishNew();
    const feed = () =>
      gateway.query<{ contentFeed: { nodes: Card[] } }>(null, '{ contentFeed(type: GUIDE) { nodes { id } } }');

    const { data } = await until(feed, (answer) => answer.data.contentFeed.nodes.some((card) => card.id === id));

    expect(data.contentFeed.nodes[0]?.id).toBe(id);
  });

  it('is found by slug, by tag, in the preview and in the draft', async () => {
    const slug = `s-${randomUUID()}`;
    const id = await editor.publishNew({ slug, tags: ['prova'] });
    const asked = async (as: string | null, query: string) => (await gateway.query(as, query)).data;

    expect(await asked(null, `{ contentBySlug(slug: "${slug}") { id } }`)).toEqual({ contentBySlug: { id } });
    expect(await asked(null, '{ contentBySlug(slug: "no-such-slug") { id } }')).toEqual({ contentBySlug: null });
    expect(await asked(null, '{ contentFeed(tag: "prova", first: 1) { nodes { id } } }')).toEqual({
      contentFeed: { nodes: [{ id }] },
    });
    expect(await asked('redazione', `{ contentPreview(id: "${id}") { version title } }`)).toEqual({
      contentPreview: { version: 1, title: 'Prova' },
    });
    expect(await asked('redazione', `{ contentDraft(id: "${id}") { status head publishedVersion } }`)).toEqual({
      contentDraft: { status: 'PUBLISHED', head: 1, publishedVersion: 1 },
    });
  });

  it.each([
    ['{ contentDraft(id: "x") { id } }', 1],
    ['{ contentPreview(id: "x") { id } }', 1],
    ['{ contentFeed { nodes { id } } }', 1],
    ['{ contentFeed(tag: "regalo") { nodes { id } } }', 1],
    ['{ contentBySlug(slug: "x") { id } }', 1],
  ])('%s makes %i DynamoDB call', async (query, calls) => {
    expect((await gateway.query('redazione', query, {}, COST)).extensions?.cost?.dynamodbCalls).toBe(calls);
  });

  it.each([null, 'giulia'])('finds an item by its slug in two DynamoDB calls, for %s', async (as) => {
    const slug = `s-${randomUUID()}`;
    const id = await editor.publishNew({ slug });
    const { data, extensions } = await gateway.query(as, `{ contentBySlug(slug: "${slug}") { id } }`, {}, COST);

    expect(data).toEqual({ contentBySlug: { id } });
    expect(extensions?.cost?.dynamodbCalls).toBe(2);
  });

  it('makes two calls for myFeed', async () => {
    expect((await gateway.query('giulia', MY_FEED, {}, COST)).extensions?.cost?.dynamodbCalls).toBe(2);
  });
});

describe('targeting', () => {
  it('shows an item for Seta to a Cashmere member, in the feed and in full, and to nobody below', async () => {
    const id = await editor.publishNew({ targeting: { minTierRank: 2 } });
    const ids = async (as: string): Promise<readonly string[]> => (await myFeed(as)).map((card) => card.id);

    expect(await ids('giulia')).toContain(id);
    expect(await ids('marco')).not.toContain(id);
    expect((await gateway.query('giulia', CONTENT, { id })).data).toMatchObject({ content: { id } });
    for (const as of [null, 'marco', 'redazione', 'pos-duomo']) {
      expect((await gateway.query(as, CONTENT, { id })).data).toEqual({ content: null });
    }
  });
});

describe('who may edit', () => {
  it.each([null, 'giulia', 'assistenza', 'analista'])('%s may not', async (as) => {
    const answers = await Promise.all([
      gateway.query(as, '{ contentDraft(id: "x") { id } }'),
      gateway.query(as, '{ contentPreview(id: "x") { id } }'),
      gateway.query(as, MOVE, { input: { idempotencyKey: randomUUID(), id: 'x', expectedHead: 1, to: 'DRAFT' } }),
    ]);

    expect(answers.map((answer) => answer.errors?.[0]?.errorType)).toEqual(Array(3).fill('Unauthorized'));
  });

  it('keeps the fan-out for services', async () => {
    const input = {
      contentId: 'x',
      type: 'CARD',
      locale: 'it',
      status: 'PUBLISHED',
      minTierRank: 0,
      isPublic: true,
      version: 1,
      publishedAt: '2026-01-01T00:00:00Z',
    };
    const query = 'mutation P($input: ContentChangeInput!) { publishContentChange(input: $input) { contentId } }';

    expect((await gateway.query('redazione', query, { input })).errors?.[0]?.errorType).toBe('Unauthorized');
  });
});

describe('Mutation.recordImpressions', () => {
  const RECORD = 'mutation R($events: [ImpressionInput!]!) { recordImpressions(events: $events) { accepted } }';
  const anEvent = () => ({
    idempotencyKey: randomUUID(),
    contentId: 'cnt_x',
    kind: 'OPEN',
    at: new Date().toISOString(),
  });

  it('takes ten from everybody, without a function and without the table', async () => {
    const { data, extensions } = await gateway.query(
      null,
      RECORD,
      { events: Array.from({ length: 10 }, anEvent) },
      COST,
    );

    expect(data).toEqual({ recordImpressions: { accepted: 10 } });
    expect(extensions?.cost).toMatchObject({ dynamodbCalls: 0, lambdaInvocations: 0 });
  });

  it.each([
    ['eleven', Array.from({ length: 11 }, anEvent)],
    ['none', []],
    ['a content that cannot be', [{ ...anEvent(), contentId: 'a b' }]],
    ['what was seen years ago', [anEvent(), { ...anEvent(), at: '2020-01-01T00:00:00Z' }]],
  ])('refuses %s', async (_name, events) => {
    expect((await gateway.query(null, RECORD, { events })).errors?.[0]?.errorType).toBe('BadRequest');
  });
});
