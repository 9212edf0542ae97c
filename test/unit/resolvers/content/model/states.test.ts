import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { ContentStatus } from '../../../../../schema/generated/types.ts';
import { stateAfter, type ContentState } from '../../../../../resolvers/content/model/decision.ts';
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

describe('decideDueContent', () => {
  it('does nothing before its time, and its work at that instant', () => {
    const state = stateIn('SCHEDULED');

    expect(decideDueContent(state, { at: NOW, editor: 'clock' })).toBeNull();
    expect(decideDueContent(state, { at: LATER, editor: 'clock' })?.after).toMatchObject({
      status: 'PUBLISHED',
      publishedAt: LATER,
    });
  });
});

describe('any story of a content', () => {
  const step = fc.oneof(
    fc.constantFrom(...STATUSES).map((to) => ({ kind: 'to' as const, to })),
    fc.constantFrom('one', 'two', 'three').map((slug) => ({ kind: 'save' as const, slug })),
    fc.constant({ kind: 'clock' as const }),
  );

  it('shows a version exactly while it is PUBLISHED, numbers versions without gaps, and waits for the clock only where it should', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        let state: ContentState | null = null;
        let versions = 0;
        steps.forEach((each, index) => {
          const at = new Date(Date.parse(NOW) + index * 60_000).toISOString();
          const base = { id: 'cnt_1', at, editor: 'e', expectedHead: state?.head.head ?? 0 };
          const decision =
            each.kind === 'save'
              ? decideSaveContent(state, null, {
                  ...base,
                  expectedHead: state?.head.head ?? null,
                  isNew: state === null,
                  settings: settings({ slug: each.slug }),
                  texts: [aText()],
                })
              : each.kind === 'to'
                ? decideTransitionContent(state, {
                    ...base,
                    to: each.to,
                    scheduledFor: each.to === 'SCHEDULED' ? LATER : null,
                  })
                : null;
          const due =
            each.kind === 'clock' && state !== null
              ? decideDueContent(state, { at: '2027-01-01T00:00:00.000Z', editor: 'c' })
              : null;
          const change = decision?.outcome === 'accepted' ? decision.change : due;
          if (change === null) return;
          if (change.newVersion !== null) versions += 1;
          const writes = planChange(change, {});
          state = stateAfter(state, change);

          const { head, shown } = state;
          expect(head.head).toBe(versions);
          expect(shown?.version.version ?? null).toBe(head.publishedVersion);
          expect(head.status === 'PUBLISHED').toBe(shown !== null);
          expect(dueAt(head) === null || head.status === 'SCHEDULED' || head.status === 'PUBLISHED').toBe(true);
          expect(writes.length).toBeLessThanOrEqual(99);
          expect(new Set(writes.map(({ item }) => `${item.pk} ${item.sk}`)).size).toBe(writes.length);
        });
      }),
      { numRuns: 500 },
    );
  });
});
