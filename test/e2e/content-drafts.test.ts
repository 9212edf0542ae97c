/** What an editor can read back: all that a save takes, the versions that were saved, and a version as readers would get it. */
import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { runningGateway, type Gateway } from '../support/gateway.ts';

interface Draft {
  readonly id: string;
  readonly head: number;
  readonly locales: readonly string[];
  readonly [setting: string]: unknown;
}
interface Text {
  readonly version: number;
  readonly [word: string]: unknown;
}
interface Versions {
  readonly nodes: readonly ({ readonly version: number } & Readonly<Record<string, unknown>>)[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

const COST = { 'x-gateway-cost': '1' };
const SAVE = `mutation S($input: SaveContentInput!) { saveContent(input: $input) { content { id head } userErrors { code message } } }`;
const MOVE = `mutation T($input: TransitionContentInput!) { transitionContent(input: $input) { userErrors { code } } }`;
const SETTINGS = `type slug tags relatedIds placeIds priority visibleFrom visibleTo
  targeting { minTierRank segments placeIds daysOfWeek hourFrom hourTo }
  experiment { key variants { key share texts { locale title summary image } } }`;
const DRAFT = `query D($id: ID!) { contentDraft(id: $id) { id head locales ${SETTINGS} } }`;
const VERSIONS = `query V($id: ID!, $first: Int, $after: String) {
  contentDraft(id: $id) {
    versions(first: $first, after: $after) {
      nodes { version author createdAt title locales ${SETTINGS} } pageInfo { hasNextPage endCursor }
    }
  }
}`;
const PREVIEW = `query P($id: ID!, $version: Int, $locale: Locale, $variant: String) {
  contentPreview(id: $id, version: $version, locale: $locale, variant: $variant) {
    version title summary body image resolvedLocale variant related { id title }
  }
}`;

let gateway: Gateway;
beforeAll(async () => {
  gateway = await runningGateway();
});

interface Saved {
  readonly content: { readonly id: string; readonly head: number };
  readonly userErrors: readonly unknown[];
}
async function save(input: object): Promise<Saved['content']> {
  const whole = { idempotencyKey: randomUUID(), ...input };
  const { data } = await gateway.query<{ saveContent: Saved }>('redazione', SAVE, { input: whole });
  expect(data.saveContent.userErrors).toEqual([]);
  return data.saveContent.content;
}
const aCard = (): object => ({
  type: 'CARD',
  slug: `bozza-${randomUUID()}`,
  translations: [{ locale: 'it', title: 'Vicina' }],
});
const WHOLE = {
  type: 'OFFER',
  translations: [
    { locale: 'it', title: 'Lana', summary: 'Calda', body: '# Lana', image: 'https://images.example.com/lana.jpg' },
    { locale: 'en', title: 'Wool', summary: null, body: '# Wool', image: null },
  ],
  tags: ['lana', 'casa'],
  placeIds: ['plc_a'],
  targeting: { minTierRank: 1, segments: ['vip'], placeIds: ['plc_b'], daysOfWeek: [6, 7], hourFrom: 9, hourTo: 13 },
  priority: 7,
  visibleFrom: '2026-11-01T08:00:00.000Z',
  visibleTo: '2031-11-01T08:00:00.000Z',
  experiment: {
    key: 'titolo',
    variants: [
      { key: 'calda', share: 30, texts: [{ locale: 'it', title: 'Calda lana', summary: 'Molto', image: null }] },
      { key: 'muta', share: 20, texts: [] },
    ],
  },
};
const draftOf = async (id: string): Promise<Draft> =>
  (await gateway.query<{ contentDraft: Draft }>('redazione', DRAFT, { id })).data.contentDraft;
const previewOf = async (id: string, more: object = {}): Promise<Text> =>
  (await gateway.query<{ contentPreview: Text }>('redazione', PREVIEW, { id, ...more })).data.contentPreview;

async function translationsOf({ id, head, locales }: Draft): Promise<readonly object[]> {
  return Promise.all(
    locales.map(async (locale) => {
      const { title, summary, body, image } = await previewOf(id, { version: head, locale });
      return { locale, title, summary, body, image };
    }),
  );
}

describe('a draft that is read and saved as it is', () => {
  it('loses nothing', async () => {
    const { translations, ...rest } = WHOLE;
    const related = await save(aCard());
    const { id } = await save({ ...WHOLE, slug: `intera-${randomUUID()}`, relatedIds: [related.id] });
    const read = await draftOf(id);
    const { id: _id, head, locales: _locales, ...settings } = read;

    await save({ ...settings, id, expectedHead: head, translations: await translationsOf(read) });

    const again = await draftOf(id);
    expect(again).toEqual({ ...read, head: 2 });
    expect(again).toMatchObject({ ...rest, relatedIds: [related.id] });
    expect(await translationsOf(again)).toEqual(translations);
  });
});

describe('ContentDraft.versions', () => {
  it('lists them newest first, in one more DynamoDB call, and each can be restored', async () => {
    const first = await save({ ...aCard(), priority: 1 });
    const { id } = first;
    for (const head of [1, 2]) await save({ ...aCard(), id, expectedHead: head, priority: head + 1 });
    const page = await gateway.query<{ contentDraft: { versions: Versions } }>(
      'redazione',
      VERSIONS,
      { id, first: 2 },
      COST,
    );
    const { nodes, pageInfo } = page.data.contentDraft.versions;
    const after = pageInfo.endCursor;
    const rest = await gateway.query<{ contentDraft: { versions: Versions } }>('redazione', VERSIONS, { id, after });

    expect(page.extensions?.cost?.dynamodbCalls).toBe(2);
    expect(nodes).toMatchObject([
      { version: 3, author: gateway.persona('redazione').name, priority: 3, title: 'Vicina', locales: ['it'] },
      { version: 2, priority: 2 },
    ]);
    expect(rest.data.contentDraft.versions).toMatchObject({
      nodes: [{ version: 1, priority: 1 }],
      pageInfo: { hasNextPage: false, endCursor: null },
    });
  });

  it.each([null, 'giulia', 'assistenza', 'analista'])('is not for %s', async (as) => {
    const { data, errors } = await gateway.query(as, VERSIONS, { id: 'cnt_any' });

    expect(data).toEqual({ contentDraft: null });
    expect(errors?.[0]?.errorType).toBe('Unauthorized');
  });
});

describe('Query.contentPreview', () => {
  it('embeds published cards and shows a variant, in two DynamoDB calls', async () => {
    const related = await save(aCard());
    for (const to of ['IN_REVIEW', 'PUBLISHED']) {
      const input = { idempotencyKey: randomUUID(), id: related.id, expectedHead: 1, to };
      await gateway.query('redazione', MOVE, { input });
    }
    const { id } = await save({ ...WHOLE, slug: `anteprima-${randomUUID()}`, relatedIds: [related.id, 'cnt_gone'] });
    const { data, extensions } = await gateway.query('redazione', PREVIEW, { id, variant: 'calda' }, COST);

    expect(data).toMatchObject({
      contentPreview: { title: 'Calda lana', variant: 'calda', related: [{ id: related.id, title: 'Vicina' }] },
    });
    expect(extensions?.cost?.dynamodbCalls).toBe(2);
    expect(await previewOf(id)).toMatchObject({ title: 'Lana', variant: 'control' });
    expect(await previewOf(id, { locale: 'en', variant: 'calda' })).toMatchObject({ title: 'Wool', variant: 'calda' });
  });
});
