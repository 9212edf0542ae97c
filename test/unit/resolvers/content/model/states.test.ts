import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { ContentStatus } from '../../../../../schema/generated/types.ts';
import { stateAfter, type ContentState, type Decision } from '../../../../../resolvers/content/model/decision.ts';
import { decideSaveContent } from '../../../../../resolvers/content/model/saveContent.ts';
import {
  decideDueContent,
  decideTransitionContent,
  dueAt,
} from '../../../../../resolvers/content/model/transitionContent.ts';
import { planChange } from '../../../../../resolvers/content/store/plan.ts';
import { aPublishedHead, aState, aText, settings } from '../drafts.ts';

const NOW = '2026-12-01T10:00:00.000Z';
const LATER = '2026-12-02T10:00:00.000Z';
const STATUSES: readonly ContentStatus[] = ['DRAFT', 'IN_REVIEW', 'SCHEDULED', 'PUBLISHED', 'UNPUBLISHED', 'ARCHIVED'];

const never = (): never => {
  throw new Error('The clock does nothing.');
};

const stateIn = (status: ContentStatus): ContentState =>
  aState(
    status === 'PUBLISHED'
      ? aPublishedHead({ head: 2 })
      : { status, scheduledAt: status === 'SCHEDULED' ? LATER : null },
  );
const command = (state: ContentState, to: ContentStatus, scheduledFor: string | null = null) => ({
  id: 'cnt_1',
  expectedHead: state.head.head,
  to,
  scheduledFor,
  cancelsExpiry: false,
  at: NOW,
  editor: 'redazione',
});

describe('decideTransitionContent', () => {
  const allowed: Readonly<Record<ContentStatus, readonly ContentStatus[]>> = {
    DRAFT: ['IN_REVIEW', 'ARCHIVED'],
    IN_REVIEW: ['DRAFT', 'SCHEDULED', 'PUBLISHED', 'ARCHIVED'],
    SCHEDULED: ['DRAFT'],
    PUBLISHED: ['PUBLISHED', 'UNPUBLISHED'],
    UNPUBLISHED: ['DRAFT', 'ARCHIVED'],
    ARCHIVED: [],
  };

  it.each(STATUSES.flatMap((from) => STATUSES.map((to) => [from, to] as const)))('from %s to %s', (from, to) => {
    const state = stateIn(from);
    const decision = decideTransitionContent(state, command(state, to, to === 'SCHEDULED' ? LATER : null));

    if (allowed[from].includes(to))
      expect(decision).toMatchObject({ outcome: 'accepted', change: { after: { status: to } } });
    else expect(decision).toMatchObject({ outcome: 'refused', error: { code: 'ILLEGAL_TRANSITION' } });
  });

  it.each([
    ['a schedule without a time', 'IN_REVIEW', 'SCHEDULED', null, 'INVALID'],
    ['a schedule in the past', 'IN_REVIEW', 'SCHEDULED', NOW, 'INVALID'],
    ['a time for what happens now', 'IN_REVIEW', 'DRAFT', LATER, 'INVALID'],
  ] as const)('refuses %s', (_name, from, to, scheduledFor, code) => {
    const state = stateIn(from);

    expect(decideTransitionContent(state, command(state, to, scheduledFor))).toMatchObject({ error: { code } });
  });

  it('refuses to publish the same version again, and what has ended', () => {
    const same = aState(aPublishedHead());
    const ended = aState({ status: 'IN_REVIEW', settings: settings({ visibleTo: NOW }) });

    expect(decideTransitionContent(same, command(same, 'PUBLISHED'))).toMatchObject({
      error: { code: 'ILLEGAL_TRANSITION' },
    });
    expect(decideTransitionContent(ended, command(ended, 'PUBLISHED'))).toMatchObject({ error: { code: 'EXPIRED' } });
  });

  it('refuses whoever saw another version', () => {
    const state = stateIn('DRAFT');

    expect(decideTransitionContent(state, { ...command(state, 'IN_REVIEW'), expectedHead: 9 })).toMatchObject({
      error: { code: 'CONFLICT', retryable: false },
    });
  });
});

describe('an expiry', () => {
  const [SOON, LATE] = ['2026-12-05T10:00:00.000Z', '2026-12-20T10:00:00.000Z'];
  const published = (visibleTo: string | null, head: Parameters<typeof aPublishedHead>[0] = {}): ContentState =>
    aState(aPublishedHead({ unpublishAt: visibleTo, settings: settings({ visibleTo }), ...head }));
  const after = (state: ContentState, decision: Decision): ContentState => {
    if (decision.outcome === 'refused') throw new Error(decision.error.message);
    return stateAfter(state, decision.change);
  };
  const expired = (state: ContentState, at: string): ContentState =>
    after(state, decideTransitionContent(state, command(state, 'UNPUBLISHED', at)));
  const cancelled = (state: ContentState) =>
    decideTransitionContent(state, { ...command(state, 'PUBLISHED'), cancelsExpiry: true });
  const saved = (state: ContentState, visibleTo: string | null): ContentState => {
    const base = { id: 'cnt_1', isNew: false, expectedHead: state.head.head, at: NOW, editor: 'redazione' };
    return after(
      state,
      decideSaveContent(state, null, { ...base, settings: settings({ visibleTo }), texts: [aText()] }),
    );
  };
  const republished = (state: ContentState, visibleTo: string | null): ContentState => {
    const newer = saved(state, visibleTo);
    return after(newer, decideTransitionContent(newer, command(newer, 'PUBLISHED')));
  };

  it('holds for versions that are published later, up to the end of their own windows', () => {
    const first = expired(published(null), LATE);
    const second = republished(first, SOON);
    const third = republished(second, null);

    expect([first, second, third].map(({ head }) => head.unpublishAt)).toEqual([LATE, SOON, LATE]);
    expect([first, second, third].map(({ shown }) => shown?.unpublishAt)).toEqual([LATE, SOON, LATE]);
  });

  it('is none when the window alone ended: another version has a window of its own', () => {
    expect(republished(published(SOON), LATE).head.unpublishAt).toBe(LATE);
    expect(republished(published(SOON), null).head.unpublishAt).toBeNull();
  });

  it('is known of heads that were written before it had a place of its own', () => {
    expect(republished(published(LATE, { unpublishAt: SOON }), LATE).head.unpublishAt).toBe(SOON);
  });

  it('is refused after the end of the window', () => {
    const state = published(SOON);

    expect(decideTransitionContent(state, command(state, 'UNPUBLISHED', LATE))).toMatchObject({
      error: { code: 'INVALID', path: ['input', 'at'] },
    });
    expect(decideTransitionContent(state, command(state, 'UNPUBLISHED', SOON))).toMatchObject({ outcome: 'accepted' });
  });

  it('is cancelled on its own: the version that readers see stays, up to its window', () => {
    const state = saved(expired(published(LATE), SOON), null);
    const freed = after(state, cancelled(state));

    expect(freed.head).toMatchObject({ publishedVersion: 1, head: 2, unpublishAt: LATE, expiresAt: null });
    expect(freed.shown).toMatchObject({
      version: { version: 1 },
      publishedAt: state.shown?.publishedAt,
      unpublishAt: LATE,
    });
  });

  it('cannot be cancelled when there is none, nor by another transition', () => {
    const state = published(LATE);
    const path = ['input', 'cancelExpiry'];

    expect(cancelled(state)).toMatchObject({ error: { code: 'INVALID', path } });
    expect(decideTransitionContent(state, { ...command(state, 'UNPUBLISHED'), cancelsExpiry: true })).toMatchObject({
      error: { code: 'INVALID', path },
    });
  });

  it('that has come keeps another version from being published until it is cancelled', () => {
    const state = saved(expired(published(null), SOON), null);
    const late = { ...command(state, 'PUBLISHED'), at: LATE };

    expect(decideTransitionContent(state, late)).toMatchObject({ error: { code: 'EXPIRED' } });
    const freed = after(state, decideTransitionContent(state, { ...late, cancelsExpiry: true }));
    expect(decideTransitionContent(freed, late)).toMatchObject({ outcome: 'accepted' });
  });
});

describe('decideDueContent', () => {
  it('does nothing before its time, and its work at that instant', () => {
    const state = stateIn('SCHEDULED');

    expect(decideDueContent(state, { at: NOW, editor: 'clock' })).toBeNull();
    expect(decideDueContent(state, { at: LATER, editor: 'clock' })?.after).toMatchObject({
      status: 'PUBLISHED',
      publishedAt: LATER,
    });
  });

  it('tells that a window begins, once, and leaves what readers get as it was', () => {
    const waiting = stateIn('SCHEDULED');
    const opensAt = '2026-12-03T10:00:00.000Z';
    const windowed = { ...waiting, newest: { ...waiting.newest, settings: settings({ visibleFrom: opensAt }) } };
    const clock = (state: ContentState, at: string) => decideDueContent(state, { at, editor: 'clock' });
    const published = clock(windowed, LATER);
    const state = stateAfter(windowed, published ?? never());
    const opened = stateAfter(state, clock(state, opensAt) ?? never());

    expect([state.head.status, dueAt(state.head), clock(state, LATER)]).toEqual(['PUBLISHED', opensAt, null]);
    expect([opened.head.opensAt, dueAt(opened.head), clock(opened, opensAt)]).toEqual([null, null, null]);
    expect(opened.shown).toEqual({ ...state.shown, opensAt: null });
  });
});

describe('any story of a content', () => {
  const HOUR_MS = 3_600_000;
  const hours = (at: string, count: number): string => new Date(Date.parse(at) + count * HOUR_MS).toISOString();
  const step = fc.oneof(
    fc.constantFrom(...STATUSES).map((to) => ({ kind: 'to' as const, to })),
    fc.constant({ kind: 'onward' as const }),
    fc.constant({ kind: 'onward' as const }),
    fc.record({
      kind: fc.constant('save' as const),
      slug: fc.constantFrom('one', 'two', 'three'),
      visibleInH: fc.option(fc.integer({ min: -5, max: 20 })),
      visibleForH: fc.option(fc.integer({ min: 1, max: 40 })),
    }),
    fc.record({ kind: fc.constant('expire' as const), inH: fc.integer({ min: 1, max: 60 }) }),
    fc.constant({ kind: 'cancel' as const }),
    fc.record({ kind: fc.constant('clock' as const), afterH: fc.integer({ min: 1, max: 24 }) }),
  );
  /** Where most stories go. */
  const ONWARD: Partial<Record<ContentStatus, ContentStatus>> = { DRAFT: 'IN_REVIEW', UNPUBLISHED: 'DRAFT' };
  type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

  function decide(state: ContentState | null, each: Exclude<Step, { kind: 'clock' }>, at: string): Decision {
    const base = { id: 'cnt_1', at, editor: 'e', expectedHead: state?.head.head ?? 0 };
    const move = { ...base, scheduledFor: null, cancelsExpiry: false };
    switch (each.kind) {
      case 'save': {
        const visibleFrom = each.visibleInH === null ? null : hours(at, each.visibleInH);
        const visibleTo = each.visibleForH === null ? null : hours(visibleFrom ?? at, each.visibleForH);
        const expectedHead = state?.head.head ?? null;
        const kept = { settings: settings({ slug: each.slug, visibleFrom, visibleTo }), texts: [aText()] };
        return decideSaveContent(state, null, { ...base, ...kept, expectedHead, isNew: state === null });
      }
      case 'onward':
        return decideTransitionContent(state, { ...move, to: ONWARD[state?.head.status ?? 'DRAFT'] ?? 'PUBLISHED' });
      case 'to':
        return decideTransitionContent(state, {
          ...move,
          to: each.to,
          scheduledFor: each.to === 'SCHEDULED' ? hours(at, 2) : null,
        });
      case 'expire':
        return decideTransitionContent(state, { ...move, to: 'UNPUBLISHED', scheduledFor: hours(at, each.inH) });
      case 'cancel':
        return decideTransitionContent(state, { ...move, to: 'PUBLISHED', cancelsExpiry: true });
    }
  }

  /** What the story itself knows of the expiry: set, cancelled, or over with the publication. */
  function expiryAfter(expiry: string | null, each: Step, at: string, status: ContentStatus): string | null {
    if (status !== 'PUBLISHED' || each.kind === 'cancel') return null;
    return each.kind === 'expire' ? hours(at, each.inH) : expiry;
  }

  const earliest = (...ends: readonly (string | null | undefined)[]): string | null =>
    ends.filter((end) => end !== null && end !== undefined).sort()[0] ?? null;

  it('shows a version exactly while it is PUBLISHED, up to its window and its expiry, and numbers versions without gaps', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40, size: 'max' }), (steps) => {
        let state: ContentState | null = null;
        let versions = 0;
        let expiry: string | null = null;
        let at = NOW;
        for (const each of steps) {
          at = hours(at, each.kind === 'clock' ? each.afterH : 0.1);
          const decision = each.kind === 'clock' ? null : decide(state, each, at);
          const due = each.kind === 'clock' && state !== null ? decideDueContent(state, { at, editor: 'c' }) : null;
          const change = decision?.outcome === 'accepted' ? decision.change : due;
          if (change === null) continue;
          if (change.newVersion !== null) versions += 1;
          const writes = planChange(change, {});
          state = stateAfter(state, change);
          const { head, shown }: ContentState = state;
          expiry = expiryAfter(expiry, each, at, head.status);
          const end = earliest(expiry, shown?.version.settings.visibleTo);

          expect(head.head).toBe(versions);
          expect(shown?.version.version ?? null).toBe(head.publishedVersion);
          expect(head.status === 'PUBLISHED').toBe(shown !== null);
          expect([head.unpublishAt, shown?.unpublishAt ?? null]).toEqual([end, end]);
          if (head.status === 'PUBLISHED') expect(dueAt(head)).toBe(earliest(end, head.opensAt));
          expect(head.opensAt).toBe(shown?.opensAt ?? null);
          // Whoever publishes before the window begins leaves it to the clock to tell, and the clock does.
          const from = shown?.version.settings.visibleFrom ?? null;
          const isWaiting = from !== null && from > at;
          expect(head.opensAt === from || (head.opensAt === null && !isWaiting)).toBe(true);
          expect(each.kind === 'clock' && head.opensAt !== null && head.opensAt <= at).toBe(false);
          expect(dueAt(head) === null || head.status === 'SCHEDULED' || head.status === 'PUBLISHED').toBe(true);
          expect(writes.length).toBeLessThanOrEqual(99);
          expect(new Set(writes.map(({ item }) => `${item.pk} ${item.sk}`)).size).toBe(writes.length);
        }
      }),
      { numRuns: 600 },
    );
  });
});
