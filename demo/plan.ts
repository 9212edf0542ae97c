/** Who wants to do what, and when. Whether it happens is up to the product's rules. */
import { localDate, toEpochMs, weekday } from '../resolvers/loyalty/model/index.ts';
import type { DemoMember } from './members.ts';
import { zipf } from './members.ts';
import type { DemoPlace } from './places.ts';
import { dice, weighted, type Dice } from './random.ts';
import { daysBetween, NOW, plusMs, romeInstant, SEASON_START, STORY_END } from './time.ts';
import { CATEGORIES } from './words/texts.ts';

export type Intent =
  | {
      readonly kind: 'purchase';
      readonly at: string;
      readonly label: string;
      readonly memberId: string;
      readonly placeId: string;
      readonly totalCents: number;
      readonly category: string;
    }
  | {
      readonly kind: 'redeem';
      readonly at: string;
      readonly label: string;
      readonly memberId: string;
      /** In [0, 1): which of the rewards that the member can take. */
      readonly taste: number;
      /** In [0, 1): which shard of its stock. */
      readonly draw: number;
    }
  | {
      readonly kind: 'stay';
      /** When the phone tells of the end. */
      readonly at: string;
      readonly label: string;
      readonly memberId: string;
      readonly placeId: string;
      readonly staysS: number;
      readonly byBeacon: boolean;
    };

type Purchase = Extract<Intent, { kind: 'purchase' }>;

export const PURCHASES = 4450;

/** Visits without a purchase. */
export const STROLLS = 4600;

/** How often a purchase is followed by a look at the catalogue. */
const LOOKS = 0.255;

/** How busy each hour from eleven to seven is: lunch, and the hour after work. */
const HOURS: readonly number[] = [0.7, 1, 1.1, 0.7, 0.8, 1.1, 1.5, 1.3];
const OPENS_AT = 11;
const whichHour = weighted(HOURS);

/** Of the days on which everybody buys the last presents. */
const LAST_PRESENTS = 3.5;

function arrival(day: string, chance: Dice): string {
  const hour = OPENS_AT + whichHour(chance.number());
  return plusMs(romeInstant(day, hour * 60), Math.floor(chance.number() * 3600) * 1000);
}

/** Those that have opened while the story runs. */
const standing = (places: readonly DemoPlace[]): readonly DemoPlace[] =>
  places.filter(({ opensOn }) => opensOn <= STORY_END);

/** A basket: log-normal, half of them below 48 euro. */
const basketCents = (chance: Dice): number => Math.max(250, Math.round(4800 * Math.exp(0.75 * chance.normal())));

/** Saturdays and Sundays are busier; so is each week after the one before, and the last before Christmas most of all. */
function dayWeight(day: string, index: number): number {
  const weekend = [1.5, 1, 1, 1, 1.1, 1.3, 2.1][weekday(day)] ?? 1;
  const isLast = day >= '2026-12-19' && day <= '2026-12-24';
  return weekend * (1 + index / 80) * (isLast ? LAST_PRESENTS : 1);
}

function redeemAfter(purchase: { readonly at: string; readonly memberId: string }, label: string): readonly Intent[] {
  const chance = dice(`redeem ${label}`);
  const at = plusMs(purchase.at, chance.integer(5, 2880) * 60_000);
  if (!chance.chance(LOOKS) || at > NOW) return [];
  return [{ kind: 'redeem', at, label, memberId: purchase.memberId, taste: chance.number(), draw: chance.number() }];
}

/** Who buys is there: for those who let themselves be located, half of the purchases lie within a visit. */
const SEEN = 0.5;

function stayAround(purchase: Purchase, isSeen: boolean): readonly Intent[] {
  const chance = dice(`stay ${purchase.label}`);
  if (!isSeen || !chance.chance(SEEN)) return [];
  const staysS = chance.integer(3, 45) * 60;
  const at = plusMs(purchase.at, chance.integer(2, 8) * 60_000);
  const { label, memberId, placeId } = purchase;
  return [{ kind: 'stay', at, label, memberId, placeId, staysS, byBeacon: chance.chance(0.3) }];
}

/** Six of seven stay long enough to count as a stay. */
const PASSES_THROUGH = 1 / 7;

/** Members who let themselves be located come in, look about, and go. */
function strolls(located: readonly DemoMember[], places: readonly DemoPlace[]): readonly Intent[] {
  const chance = dice('strolls');
  const days = daysBetween(SEASON_START, STORY_END);
  // Who buys more also looks more, but not as much more.
  const whichMember = weighted(located.map(({ activity }) => Math.sqrt(activity)));
  const whichDay = weighted(days.map(dayWeight));
  return Array.from({ length: STROLLS }, (_, index): readonly Intent[] => {
    const member = located[whichMember(chance.number())];
    const day = days[whichDay(chance.number())] ?? SEASON_START;
    const at = arrival(day, chance);
    const open = standing(places);
    const place = open[chance.chance(0.6) ? (member?.home ?? 0) : zipf(chance.number(), open.length)];
    const staysS = chance.chance(PASSES_THROUGH) ? chance.integer(40, 100) : chance.integer(3, 40) * 60;
    const byBeacon = chance.chance(0.3);
    if (member === undefined || place === undefined || at <= member.profile.enrolledAt) return [];
    const { id: memberId } = member.profile;
    return [{ kind: 'stay', at, label: `stroll ${index}`, memberId, placeId: place.place.id, staysS, byBeacon }];
  }).flat();
}

/** Purchases of members who may be located, with the visits around half of them. */
const seen = (purchases: readonly Purchase[]): readonly Intent[] =>
  purchases.flatMap((purchase) => [purchase, ...stayAround(purchase, true)]);

const isLocated = ({ consents }: DemoMember): boolean =>
  consents.some(({ purpose, granted }) => purpose === 'LOCATION' && granted);

/** Purchases and visits of the season, spread over members, days and stores. */
export function seasonIntents(members: readonly DemoMember[], places: readonly DemoPlace[]): readonly Intent[] {
  const chance = dice('season');
  const days = daysBetween(SEASON_START, STORY_END);
  const whichMember = weighted(members.map((member) => member.activity));
  const whichDay = weighted(days.map(dayWeight));
  const intents: Intent[] = [];
  while (intents.length < PURCHASES) {
    const member = members[whichMember(chance.number())];
    const day = days[whichDay(chance.number())] ?? SEASON_START;
    const at = arrival(day, chance);
    const place = places[chance.chance(0.55) ? (member?.home ?? 0) : zipf(chance.number(), 25)];
    const totalCents = basketCents(chance);
    const category = chance.pick(CATEGORIES);
    if (member === undefined || place === undefined || at <= member.profile.enrolledAt) continue;
    const label = String(intents.length);
    intents.push({
      kind: 'purchase',
      at,
      label,
      memberId: member.profile.id,
      placeId: place.place.id,
      totalCents,
      category,
    });
  }
  const located = members.filter(isLocated);
  const locatedIds = new Set(located.map(({ profile }) => profile.id));
  const shopping = intents.flatMap((intent) => [
    intent,
    ...redeemAfter(intent, intent.label),
    ...(intent.kind === 'purchase' ? stayAround(intent, locatedIds.has(intent.memberId)) : []),
  ]);
  // A persona's story is written, not drawn.
  return [
    ...shopping,
    ...strolls(
      located.filter(({ activity }) => activity > 0),
      places,
    ),
  ];
}

/** Day, and whole euros at the Duomo. */
type Visit = readonly [day: string, euros: number];

function visitsOf(
  member: DemoMember | undefined,
  place: DemoPlace | undefined,
  visits: readonly Visit[],
): readonly Purchase[] {
  if (member === undefined || place === undefined) return [];
  return visits.map(([day, euros], index) => ({
    kind: 'purchase' as const,
    at: romeInstant(day, 12 * 60 + index),
    label: `${member.label} ${index}`,
    memberId: member.profile.id,
    placeId: place.place.id,
    totalCents: euros * 100,
    category: 'casa',
  }));
}

/** Every second Saturday of a year: enough to reach Cashmere in the last 365 days. */
const GIULIA: readonly Visit[] = daysBetween('2025-12-06', STORY_END)
  .filter((day) => weekday(day) === 6)
  .filter((_, index) => index % 2 === 0)
  .map((day, index) => [day, 480 + (index % 5) * 35] as const);

const SOFIA: readonly Visit[] = [
  ['2025-12-12', 210],
  ['2025-12-19', 145],
  ['2026-01-16', 90],
  ['2026-03-06', 120],
  ['2026-10-09', 65],
];

/** A Saturday: 40 euro are 40 points. */
const MARCO: readonly Visit[] = [['2026-11-21', 40]];

const LUCA: readonly Visit[] = [
  ['2026-10-03', 75],
  ['2026-10-24', 130],
];

export function personaIntents(members: readonly DemoMember[], places: readonly DemoPlace[]): readonly Intent[] {
  const member = (label: string): DemoMember | undefined => members.find((each) => each.label === label);
  const duomo = places.find((each) => each.slug === 'duomo');
  const giulia = member('giulia');
  const gifts = ['2026-10-10', '2026-11-07', '2026-11-14'].flatMap((day, index): readonly Intent[] =>
    giulia === undefined
      ? []
      : [
          {
            kind: 'redeem',
            at: romeInstant(day, 17 * 60),
            label: `giulia ${day}`,
            memberId: giulia.profile.id,
            taste: 0.2 + index * 0.25,
            draw: 0.5,
          },
        ],
  );
  return [
    ...seen(visitsOf(giulia, duomo, GIULIA)),
    ...seen(visitsOf(member('sofia'), duomo, SOFIA)),
    ...visitsOf(member('marco'), duomo, MARCO),
    ...visitsOf(member('luca'), duomo, LUCA),
    ...gifts,
  ];
}

/** By time; ties by label, so that the order is one. */
export function inOrder(intents: readonly Intent[]): readonly Intent[] {
  const keyOf = ({ at, kind, label }: Intent): string => `${at} ${kind} ${label}`;
  return intents
    .map((intent) => ({ intent, key: keyOf(intent) }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ intent }) => intent);
}

/** True when nothing of the story lies after its end. */
export const isPast = ({ at }: Intent): boolean =>
  (toEpochMs(at) ?? Infinity) <= (toEpochMs(NOW) ?? 0) && localDate(at) <= STORY_END;
