/** Who saw and opened what: people open the app, go down their feed, and each card that passes is an impression. */
import { mayRead } from '../resolvers/content/model/visibility.ts';
import { documentIn } from '../resolvers/content/model/publish.ts';
import { chooseTexts } from '../resolvers/content/model/variants.ts';
import type { PublishedDocument } from '../resolvers/content/model/content.ts';
import { impressionOf, type Impression } from '../resolvers/content/model/impressions.ts';
import type { Reader } from '../resolvers/content/model/targeting.ts';
import { toEpochMs, weekday, type Change } from '../resolvers/loyalty/model/index.ts';
import type { ImpressionKind } from '../schema/generated/types.ts';
import type { DemoMember } from './members.ts';
import type { DemoContent } from './publishing.ts';
import { dice, weighted, type Dice } from './random.ts';
import { daysBetween, NOW, plusMs, romeInstant, SEASON_START, STORY_END } from './time.ts';

/** Cards seen until the end of the story; what was opened comes on top. */
export const IMPRESSIONS = 60_000;

/** People without an account, told apart by what their app made up for itself. */
const VISITORS = 1500;

/** Of ten sessions, six are of members. */
const SIGNED_IN = 0.6;

/** Weights of the hours from 7 to 22: on the way to work, at noon when the newsletter comes, on the sofa. */
const HOURS = [2, 9, 2, 1, 1, 4, 14, 3, 1, 1, 1, 2, 4, 9, 16, 6];
const FIRST_HOUR = 7;

const SECONDS_A_CARD = 4;
const OPENED = 0.11;
/** The other opening of an experiment works better. */
const OPENED_IN_VARIANT = 0.17;

interface Session {
  readonly at: string;
  readonly label: string;
  /** Null for a visitor without an account. */
  readonly memberId: string | null;
  readonly visitorId: string;
  readonly segments: readonly string[];
}

function sessionOf(label: string, members: readonly DemoMember[], drawn: Drawing): Session | null {
  const chance = dice(`session ${label}`);
  const day = drawn.day(chance.number());
  const minutes = (FIRST_HOUR + drawn.hour(chance.number())) * 60 + chance.integer(0, 59);
  const at = plusMs(romeInstant(day, minutes), chance.integer(0, 59) * 1000);
  const member = chance.chance(SIGNED_IN) ? members[drawn.member(chance.number())] : undefined;
  if (at > NOW || (member !== undefined && at <= member.profile.enrolledAt)) return null;
  const visitorId = `app-${chance.integer(1, VISITORS)}`;
  return { at, label, memberId: member?.profile.id ?? null, visitorId, segments: member?.segments ?? [] };
}

interface Drawing {
  readonly day: (draw: number) => string;
  readonly hour: (draw: number) => number;
  readonly member: (draw: number) => number;
}

function drawing(members: readonly DemoMember[]): Drawing {
  const days = daysBetween(SEASON_START, STORY_END);
  // Each week has more readers than the one before, and Fridays bring the weekend's offers.
  const whichDay = weighted(days.map((day, index) => (1 + index / 25) * (weekday(day) === 5 ? 2.5 : 1)));
  return {
    day: (draw) => days[whichDay(draw)] ?? STORY_END,
    hour: weighted(HOURS),
    member: weighted(members.map(({ activity }) => activity)),
  };
}

/** The level that a member had: their changes in order, and the rank after each. */
class Ranks {
  readonly #steps = new Map<string, { readonly at: string; readonly rank: number }[]>();

  constructor(changes: readonly Change[]) {
    for (const { entry, after } of changes) {
      const steps = this.#steps.get(entry.memberId) ?? [];
      this.#steps.set(entry.memberId, steps);
      if (steps.at(-1)?.rank !== after.tier.rank) steps.push({ at: entry.recordedAt, rank: after.tier.rank });
    }
  }

  rankAt(memberId: string, at: string): number {
    return this.#steps.get(memberId)?.findLast((step) => step.at <= at)?.rank ?? 0;
  }
}

interface Shown {
  readonly document: PublishedDocument;
  readonly publishedAt: string;
}

/** Newest first, as feeds are. */
function shownContents(contents: readonly DemoContent[]): readonly Shown[] {
  return contents
    .flatMap(({ shown }) => {
      const document = shown === null ? null : documentIn(shown.version, shown, 'it');
      return document === null ? [] : [{ document, publishedAt: document.publishedAt }];
    })
    .sort((a, b) => (a.publishedAt < b.publishedAt ? 1 : -1));
}

/** In order of time. Nobody sees what the product would not have shown them (invariant I12). */
export function demoImpressions(
  contents: readonly DemoContent[],
  members: readonly DemoMember[],
  changes: readonly Change[],
): readonly Impression[] {
  const shown = shownContents(contents);
  const ranks = new Ranks(changes);
  const drawn = drawing(members);
  const all: Impression[] = [];
  let seen = 0;
  for (let session = 0; seen < IMPRESSIONS; session += 1) {
    const opened = sessionOf(String(session), members, drawn);
    if (opened === null) continue;
    const impressions = feedOf(opened, shown, ranks);
    all.push(...impressions);
    seen += impressions.filter(({ kind }) => kind === 'IMPRESSION').length;
  }
  return all.sort((a, b) => (a.at < b.at || (a.at === b.at && a.id < b.id) ? -1 : 1));
}

function feedOf(
  { at, label, memberId, visitorId, segments }: Session,
  shown: readonly Shown[],
  ranks: Ranks,
): Impression[] {
  const chance = dice(`feed ${label}`);
  const tierRank = memberId === null ? 0 : ranks.rankAt(memberId, at);
  const reader: Reader = { memberId, tierRank, segments, placeId: null };
  const atMs = toEpochMs(at) ?? 0;
  const patience = chance.integer(4, 14);
  const impressions: Impression[] = [];
  let card = 0;
  for (const { document, publishedAt } of shown) {
    if (card === patience) break;
    if (publishedAt > at || !mayRead(document, reader, at, atMs)) continue;
    const { variant } = chooseTexts(document, memberId ?? visitorId);
    const name = `${label}-${card}`;
    const seenAt = plusMs(at, card * SECONDS_A_CARD * 1000);
    const of = (kind: ImpressionKind): Impression =>
      impressionOf(
        { idempotencyKey: `demo-${kind}-${name}`, contentId: document.id, variant, kind, at: seenAt },
        seenAt,
      );
    impressions.push(of('IMPRESSION'));
    if (isOpened(variant, chance)) impressions.push(of('OPEN'));
    card += 1;
  }
  return impressions;
}

const isOpened = (variant: string | null, chance: Dice): boolean =>
  chance.chance(variant === null || variant === 'control' ? OPENED : OPENED_IN_VARIANT);
