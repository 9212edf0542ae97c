import { beforeAll, describe, expect, it } from '@jest/globals';
import { runningGateway, type Gateway } from '../support/gateway.ts';

interface Card {
  readonly id: string;
  readonly publishedAt: string;
  readonly resolvedLocale: string;
}
interface Feed {
  readonly contentFeed: {
    readonly nodes: Card[];
    readonly pageInfo: { readonly endCursor: string | null; readonly hasNextPage: boolean };
  };
}

const COST = { 'x-gateway-cost': '1' };
const FEED = `query F($first: Int, $after: String, $locale: Locale) {
  contentFeed(type: CARD, first: $first, after: $after, locale: $locale) {
    nodes { id publishedAt resolvedLocale } pageInfo { endCursor hasNextPage }
  }
}`;

let gateway: Gateway;
beforeAll(async () => {
  gateway = await runningGateway();
});

describe('Query.contentFeed', () => {
  it.each([7, 20, 33])(
    'pages through all cards, newest first, without a gap or a double, %i at a time',
    async (first) => {
      const seen: Card[] = [];
      let after: string | null = null;
      do {
        const page: { data: Feed } = await gateway.query<Feed>(null, FEED, { first, after });
        seen.push(...page.data.contentFeed.nodes);
        after = page.data.contentFeed.pageInfo.endCursor;
      } while (after !== null);

      expect(seen.length).toBeGreaterThan(20);
      expect(new Set(seen.map((card) => card.id)).size).toBe(seen.length);
      expect(seen.map((card) => card.publishedAt)).toEqual(
        seen
          .map((card) => card.publishedAt)
          .sort()
          .reverse(),
      );
    },
  );

  it('makes one DynamoDB call for the first page and one for a later one', async () => {
    const first = await gateway.query<Feed>(null, FEED, { first: 20 }, COST);
    const next = await gateway.query<Feed>(
      null,
      FEED,
      { first: 20, after: first.data.contentFeed.pageInfo.endCursor },
      COST,
    );

    expect([first, next].map((answer) => answer.extensions?.cost?.dynamodbCalls)).toEqual([1, 1]);
    expect(next.data.contentFeed.nodes.length).toBeGreaterThan(0);
  });

  it('refuses a page size out of range', async () => {
    const answer = await gateway.query(null, FEED, { first: 101 });

    expect(answer.errors?.[0]?.errorType).toBe('BadRequest');
  });
});

describe('Query.content', () => {
  const CONTENT = `query C($id: ID!, $locale: Locale) {
    content(id: $id, locale: $locale) { id title body requestedLocale resolvedLocale related { id title } places }
  }`;

  it('gives what the feed lists, in one DynamoDB call', async () => {
    const { data } = await gateway.query<Feed>(null, FEED, { first: 1 });
    const id = data.contentFeed.nodes[0]?.id;
    const answer = await gateway.query<{ content: { id: string } }>(null, CONTENT, { id }, COST);

    expect(answer.data.content.id).toBe(id);
    expect(answer.extensions?.cost?.dynamodbCalls).toBe(1);
  });

  it('falls back to Italian and says so', async () => {
    const { data } = await gateway.query<Feed>(null, FEED, { first: 100, locale: 'en' });
    const fallen = data.contentFeed.nodes.find((card) => card.resolvedLocale === 'it');
    const answer = await gateway.query(null, CONTENT, { id: fallen?.id, locale: 'en' });

    expect(answer.data).toMatchObject({ content: { requestedLocale: 'en', resolvedLocale: 'it' } });
  });

  it('is null for an id that does not exist', async () => {
    expect((await gateway.query(null, CONTENT, { id: 'cnt_none' })).data).toEqual({ content: null });
  });
});
