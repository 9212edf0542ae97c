/** Two hundred contents, in every state: saved, reviewed, published and taken back by the product's own rules. */
import type { ContentStatus, Experiment, VersionSettings, VersionText } from '../resolvers/content/model/content.ts';
import type { ContentType, Locale } from '../schema/generated/types.ts';
import { demoTargeting } from './audiences.ts';
import { demoId } from './ids.ts';
import type { DemoPlace } from './places.ts';
import { publishingStory, type DemoContent } from './publishing.ts';
import { dice, type Dice } from './random.ts';
import { daysBetween, romeInstant, SEASON_END, SEASON_START, STORY_END } from './time.ts';
import { OPENINGS, PRODUCTS, SEASONS, SENTENCES, TAGS, VARIANT_OPENINGS, type Pair } from './words/texts.ts';

const COUNTS: readonly (readonly [ContentType, number])[] = [
  ['CARD', 90],
  ['ARTICLE', 40],
  ['OFFER', 30],
  ['EVENT', 20],
  ['GUIDE', 20],
];

/** Out of 200; the rest is published. */
const SCHEDULED = 20;
const DRAFTS = 16;
const ARCHIVED = 10;
const WITHOUT_ENGLISH = 40;
const PLACE_BOUND = 30;
const WITH_TWO_VERSIONS = 6;
const WITH_EXPERIMENT = 4;
/** Published already, to be seen from this day on. */
const OPENING_LATER = 3;
const OPENING_DAY = '2026-12-01';

/** Offers that ended are told of as ended before this day. */
const LAST_WEEK = '2026-11-15';

/** Draws which of the contents have a trait, so that the shares are exact and the traits independent. */
function traits(count: number): (label: string, size: number) => ReadonlySet<number> {
  const all = Array.from({ length: count }, (_, index) => index);
  return (label, size) => new Set(dice(`trait ${label}`).sample(all, size));
}

function statusOf(rank: number): ContentStatus {
  if (rank < SCHEDULED) return 'SCHEDULED';
  if (rank < SCHEDULED + DRAFTS) return rank % 2 === 0 ? 'DRAFT' : 'IN_REVIEW';
  return rank < SCHEDULED + DRAFTS + ARCHIVED ? 'ARCHIVED' : 'PUBLISHED';
}

interface Topic {
  readonly opening: Pair;
  readonly product: Pair;
  readonly season: Pair;
  readonly district: string;
}

const title = ({ opening, product, season, district }: Topic, locale: Locale): string =>
  `${opening[locale]}: ${product[locale].toLowerCase()} ${season[locale]} (${district})`;

function textOf(id: string, topic: Topic, locale: Locale, chance: Dice): VersionText {
  const sentences = chance.sample(SENTENCES, 6).map((sentence) => sentence[locale]);
  const [summary = '', ...rest] = sentences;
  const body = [
    `# ${title(topic, locale)}`,
    rest.slice(0, 3).join(' '),
    `## ${topic.district}`,
    rest.slice(3).join(' '),
  ];
  return {
    locale,
    title: title(topic, locale),
    summary,
    body: body.join('\n\n'),
    image: `https://images.example.com/contents/${id}.jpg`,
  };
}

/** Offers and events end; everything else stays. */
function windowOf(type: ContentType, canBePast: boolean, chance: Dice): string | null {
  if (type !== 'OFFER' && type !== 'EVENT') return null;
  const isPast = chance.chance(0.15) && canBePast;
  return romeInstant(isPast ? LAST_WEEK : SEASON_END, 23 * 60);
}

/** Half of the readers see another opening. */
function experimentOf(topic: Topic, index: number): Experiment {
  const opening = VARIANT_OPENINGS[index % VARIANT_OPENINGS.length] ?? topic.opening;
  const words = (locale: Locale): string => title({ ...topic, opening }, locale);
  const texts = (['it', 'en'] as const).map((locale) => ({ locale, title: words(locale) }));
  return { key: `opening-${index}`, variants: [{ key: 'invitation', share: 50, texts }] };
}

export function demoContents(places: readonly DemoPlace[]): readonly DemoContent[] {
  const types = COUNTS.flatMap(([type, count]) => Array.from({ length: count }, () => type));
  const days = daysBetween(SEASON_START, STORY_END);
  const order = dice('content order').sample(
    types.map((_, index) => index),
    types.length,
  );
  const statuses = types.map((_, index) => statusOf(order.indexOf(index)));
  const trait = traits(types.length);
  const withoutEnglish = trait('without english', WITHOUT_ENGLISH);
  const placeBound = trait('place', PLACE_BOUND);
  const targetingOf = demoTargeting(trait);
  const published = types.map((_, index) => index).filter((index) => statuses[index] === 'PUBLISHED');
  const twice = new Set(dice('two versions').sample(published, WITH_TWO_VERSIONS));
  const tried = new Set(dice('experiment').sample(published, WITH_EXPERIMENT));
  const openingLater = new Set(
    dice('opening later').sample(
      published.filter((index) => types[index] === 'CARD'),
      OPENING_LATER,
    ),
  );
  // Most recent days are busier; no two contents are published in the same minute.
  const publishedAt = types.map((_, index) => {
    const chance = dice(`published ${index}`);
    const day = days[Math.floor(Math.sqrt(chance.number()) * days.length)] ?? STORY_END;
    return romeInstant(day, 8 * 60 + index * 3);
  });
  const ids = types.map((type, index) => demoId('cnt_', publishedAt[index] ?? '', `${type} ${index}`));

  return types.map((type, index) => {
    const chance = dice(`content ${index}`);
    const home = chance.pick(places.slice(0, 22));
    const topic: Topic = {
      opening: chance.pick(OPENINGS[type] ?? []),
      product: chance.pick(PRODUCTS),
      season: chance.pick(SEASONS),
      district: home.district,
    };
    const id = ids[index] ?? '';
    const at = publishedAt[index] ?? '';
    const status = statuses[index] ?? 'DRAFT';
    const locales: readonly Locale[] = withoutEnglish.has(index) ? ['it'] : ['it', 'en'];
    const versions = Array.from({ length: twice.has(index) ? 2 : 1 }, (_, number) =>
      locales.map((locale) => textOf(id, topic, locale, dice(`text ${index} ${number + 1}`))),
    );
    const settings: VersionSettings = {
      type,
      slug: `${slugOf(topic.product.it)}-${index + 1}`,
      tags: chance.sample(TAGS, chance.integer(1, 4)),
      relatedIds: chance.sample(ids, chance.integer(0, 5)),
      placeIds: placeBound.has(index) ? [home.place.id] : [],
      targeting: targetingOf(index, home.place.id),
      priority: chance.integer(0, 9),
      visibleFrom: openingLater.has(index) ? romeInstant(OPENING_DAY, 7 * 60) : null,
      visibleTo: windowOf(type, status === 'PUBLISHED' && at < LAST_WEEK, chance),
      experiment: tried.has(index) ? experimentOf(topic, index) : null,
    };
    const scheduledAt = romeInstant('2026-12-01', 8 * 60 + index);
    return publishingStory({ id, settings, versions, status, publishedAt: at, scheduledAt });
  });
}

const slugOf = (text: string): string => text.toLowerCase().replaceAll(/[^a-z]+/g, '-');
