/** What subscribers hear, from the table's stream to the filter of each: nobody of what is not theirs, all of what comes and goes. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { PublishedDocument } from '../../../../../resolvers/content/model/content.ts';
import { isTargeted } from '../../../../../resolvers/content/model/targeting.ts';
import { publishedItems } from '../../../../../resolvers/content/store/items.ts';
import { contentChanges, publish } from '../../../../../resolvers/content/stream/publishContentChange.ts';
import type { GraphqlVariables } from '../../../../../resolvers/shared/lambda/signed-graphql.ts';
import type { StreamImage, StreamRecord } from '../../../../../resolvers/shared/lambda/stream-batch.ts';
import { marshalMembers } from '../../../../../demo/marshal.ts';
import { matchesFilter, type SubscriptionFilter } from '../../../../../engine/realtime/filters.ts';
import { evaluateResolver } from '../../../../support/evaluate-resolver.ts';
import { aDocument, AT } from '../drafts.ts';

const LATER = '2026-12-01T08:00:00.000Z';

interface Shown {
  readonly document: PublishedDocument;
  readonly opensAt: string | null;
}
const shown = (overrides: Partial<PublishedDocument> = {}, opensAt: string | null = null): Shown => ({
  document: aDocument(overrides),
  opensAt,
});
const imageOf = ({ document, opensAt }: Shown): StreamImage =>
  marshalMembers(publishedItems(document, opensAt).find(({ sk }) => sk === 'CARD') ?? {}) as StreamImage;
const record = (before: Shown | null, after: Shown | null, number = '1'): StreamRecord => ({
  dynamodb: {
    SequenceNumber: number,
    Keys: { sk: { S: 'CARD' } },
    ...(before === null ? {} : { OldImage: imageOf(before) }),
    ...(after === null ? {} : { NewImage: imageOf(after) }),
  },
});
const heard = (before: Shown | null, after: Shown | null) =>
  contentChanges(record(before, after), AT).map(({ status, type, minTierRank, isPublic, placeId, title }) =>
    [status, type, minTierRank, isPublic ? 'public' : 'members', placeId, title].join(' '),
  );

describe('contentChanges', () => {
  it('tells each place of a card, those where alone it may be read too', () => {
    expect(heard(null, shown({ places: ['plc_a'], targeting: { placeIds: ['plc_x'] } }))).toEqual([
      'PUBLISHED CARD 0 members plc_a ',
      'PUBLISHED CARD 0 members plc_x ',
    ]);
    expect(heard(null, shown())).toEqual(['PUBLISHED CARD 0 public  Lana']);
  });

  it.each([
    ['a level', { targeting: { minTierRank: 2 } }, 'Lana'],
    ['a segment', { targeting: { segments: ['vip'] } }, ''],
    ['days', { targeting: { daysOfWeek: [6, 7] } }, ''],
    ['an hour', { targeting: { hourFrom: 9 } }, ''],
    ['a place', { targeting: { placeIds: ['plc_x'] } }, ''],
  ])('tells members alone of a card for %s, and its title when each of them may read it', (_name, overrides, title) => {
    expect(contentChanges(record(null, shown(overrides)), AT)).toMatchObject([
      { isPublic: false, title: title === '' ? null : title },
    ]);
  });

  it('tells nobody before the window begins, everybody when it does, and nobody who never heard of it that it is gone', () => {
    const waiting = shown({ visibleFrom: LATER }, LATER);
    const open = shown({ visibleFrom: LATER });

    expect(contentChanges(record(null, waiting), AT)).toEqual([]);
    expect(contentChanges(record(waiting, open), LATER)).toMatchObject([{ status: 'PUBLISHED', title: 'Lana' }]);
    expect(contentChanges(record(waiting, null), AT)).toEqual([]);
    expect(contentChanges(record(open, null), LATER)).toMatchObject([{ status: 'UNPUBLISHED', title: null }]);
  });

  it('tells readers of a card that its next version, which waits for its window, has replaced it', () => {
    expect(heard(shown(), shown({ version: 2, visibleFrom: LATER }, LATER))).toEqual(['UNPUBLISHED CARD 0 public  ']);
  });

  it.each([
    [
      'a higher level',
      { targeting: { minTierRank: 2 } },
      ['UNPUBLISHED CARD 0 public  ', 'PUBLISHED CARD 2 members  Lana'],
    ],
    ['a segment', { targeting: { segments: ['vip'] } }, ['UNPUBLISHED CARD 0 public  ', 'PUBLISHED CARD 0 members  ']],
    ['another type', { type: 'OFFER' as const }, ['UNPUBLISHED CARD 0 public  ', 'PUBLISHED OFFER 0 public  Lana']],
    ['other words', { title: 'Seta' }, ['PUBLISHED CARD 0 public  Seta']],
    ['a place', { places: ['plc_a'] }, ['PUBLISHED CARD 0 public plc_a Lana']],
  ])('tells those who lose a card to %s that it is gone', (_name, overrides, expected) => {
    expect(heard(shown(), shown({ ...overrides, version: 2 }))).toEqual(expected);
  });

  it('tells the place that a card leaves, and no other', () => {
    const before = shown({ places: ['plc_a', 'plc_b'] });

    expect(heard(before, shown({ places: ['plc_b', 'plc_c'], version: 2 }))).toEqual([
      'UNPUBLISHED CARD 0 public plc_a ',
      'PUBLISHED CARD 0 public plc_b Lana',
      'PUBLISHED CARD 0 public plc_c Lana',
    ]);
    expect(heard(before, shown({ version: 2 }))).toEqual([
      'UNPUBLISHED CARD 0 public plc_a ',
      'UNPUBLISHED CARD 0 public plc_b ',
      'PUBLISHED CARD 0 public  Lana',
    ]);
  });

  it('tells nothing when only the end of the window was written anew', () => {
    expect(heard(shown(), shown({ visibleTo: LATER }))).toEqual([]);
  });
});

describe('a subscriber who hears all changes in turn', () => {
  interface Subscriber {
    readonly rank: number | null;
    readonly args: Readonly<Record<string, string>>;
  }
  function filterOf({ rank, args }: Subscriber): SubscriptionFilter {
    const result = { memberId: rank === null ? null : 'mem_1', tierRank: rank ?? 0, segments: [], placeId: null };
    const source = 'resolvers/content/js/Subscription.onContentChange.ts';
    return evaluateResolver(source, 'response', { args, prev: { result } }).subscriptionFilter as SubscriptionFilter;
  }

  const anAudience = fc.record({
    type: fc.constantFrom('CARD' as const, 'OFFER' as const),
    places: fc.subarray(['plc_a', 'plc_b']),
    targeting: fc.oneof(
      fc.constant({}),
      fc.constantFrom(1, 2).map((minTierRank) => ({ minTierRank })),
      fc.constant({ segments: ['vip'] }),
      fc.constantFrom('plc_a', 'plc_b').map((placeId) => ({ placeIds: [placeId] })),
    ),
    isWaiting: fc.boolean(),
  });
  const aSubscriber: fc.Arbitrary<Subscriber> = fc.record({
    rank: fc.constantFrom(null, 0, 1, 2),
    args: fc.record(
      { type: fc.constantFrom('CARD', 'OFFER'), placeId: fc.constantFrom('plc_a', 'plc_b') },
      { requiredKeys: [] },
    ),
  });

  it('ends up knowing the card exactly when it is published for what was subscribed to', () => {
    fc.assert(
      fc.property(fc.array(fc.option(anAudience), { minLength: 1, maxLength: 6 }), aSubscriber, (story, subscriber) => {
        const filter = filterOf(subscriber);
        let before: Shown | null = null;
        let knows = false;
        story.forEach((step, index) => {
          const opensAt = step?.isWaiting === true ? LATER : null;
          const after = step === null ? null : shown({ ...step, version: index + 1, visibleFrom: opensAt }, opensAt);
          for (const change of contentChanges(record(before, after), AT)) {
            if (matchesFilter(filter, change)) knows = change.status === 'PUBLISHED';
          }
          before = after;
        });
        const last = story.at(-1) ?? null;
        expect(knows).toBe(last !== null && !last.isWaiting && isFor(last, subscriber));
      }),
      { numRuns: 300 },
    );
  });

  function isFor(
    { type, places, targeting }: Pick<PublishedDocument, 'type' | 'places' | 'targeting'>,
    to: Subscriber,
  ) {
    const { rank, args } = to;
    const bound = [...places, ...(targeting.placeIds ?? [])];
    return (
      (args.type === undefined || args.type === type) &&
      (args.placeId === undefined || bound.includes(args.placeId)) &&
      (rank === null ? !isTargeted(targeting) : rank >= (targeting.minTierRank ?? 0))
    );
  }
});

describe('publish', () => {
  function aPublisher(fails = false) {
    const calls: { readonly query: string; readonly variables: GraphqlVariables }[] = [];
    return {
      calls,
      clock: { now: () => Date.parse(AT), pause: () => Promise.resolve() },
      call: (query: string, variables: GraphqlVariables) => {
        if (fails) return Promise.reject(new Error('503'));
        calls.push({ query, variables });
        return Promise.resolve();
      },
      log: { info: () => undefined, error: () => undefined },
    };
  }

  it('calls the mutation once for each change, in order, and reads nothing', async () => {
    const publisher = aPublisher();
    const first = shown({ places: ['plc_a'] });
    const records = [record(null, first), record(first, shown({ places: ['plc_b'], version: 2 }), '2')];

    expect(await publish({ Records: records }, publisher)).toEqual({ batchItemFailures: [] });
    expect(publisher.calls.map(({ variables }) => variables.input)).toMatchObject([
      { status: 'PUBLISHED', placeId: 'plc_a', version: 1 },
      { status: 'UNPUBLISHED', placeId: 'plc_a', version: 1 },
      { status: 'PUBLISHED', placeId: 'plc_b', version: 2 },
    ]);
  });

  it('selects every field, since subscribers receive what the mutation selects', async () => {
    const publisher = aPublisher();
    await publish({ Records: [record(null, shown())] }, publisher);
    const [{ query, variables } = { query: '', variables: {} }] = publisher.calls;

    expect(
      Object.keys(variables.input as object).filter(
        (name) => !query.includes(` ${name} `) && !query.includes(` ${name}\n`),
      ),
    ).toEqual([]);
  });

  it('leaves a record that failed for the next delivery', async () => {
    const answer = await publish({ Records: [record(null, shown(), '7')] }, aPublisher(true));

    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: '7' }] });
  });
});
