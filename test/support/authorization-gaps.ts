import type { Operation } from './authorization.ts';

/** Ways at whose end nobody gets a value. They are asked like all others, and not counted. */
export interface Gap {
  /** The operation and the fields from the root down; each stands for everything below it. */
  readonly ways: readonly string[];
  readonly why: string;
  /** At times there is a value all the same. */
  readonly isRare?: true;
}

const WITHOUT_VALUE: readonly Gap[] = [
  {
    ways: ['mutation publishAccountChange', 'mutation publishContentChange', 'mutation publishPlacePresence'],
    why: "Only the publisher's role may ask, and its keys are in no persona's hands; what it publishes is heard in the subscriptions' matrix.",
  },
  {
    ways: [
      'query content.related.variant',
      'query contentBySlug.related.variant',
      'query contentPreview.related.variant',
    ],
    why: 'An embedded card is the same for every reader.',
  },
  {
    ways: ['mutation saveContent.content.scheduledAt', 'mutation restoreContent.content.scheduledAt'],
    why: 'What waits for the clock cannot be edited.',
  },
  {
    ways: [
      'mutation adjustPoints.entry.ruleIds',
      'mutation adjustPoints.entry.placeId',
      'mutation adjustPoints.entry.orderId',
      'mutation adjustPoints.entry.redemptionId',
      'mutation adjustPoints.entry.visitId',
    ],
    why: 'A correction by hand has no rule, no place, no order, no visit and no redemption.',
  },
  {
    ways: [
      'mutation recordPurchase.entry.redemptionId',
      'mutation recordPurchase.entry.visitId',
      'mutation reportPosition.events.award.redemptionId',
      'mutation reportPosition.events.award.orderId',
    ],
    why: 'Points are earned by a purchase or by a visit, never by both, and not by a redemption.',
  },
  {
    ways: ['mutation reportPosition.events.award', 'mutation reportPosition.events.awardSkipped'],
    why: 'The first stay of a day earns, each later one tells why it does not: one of both is there.',
    isRare: true,
  },
  {
    ways: [
      'query nearbyExperience.places.rewards.reward.redeemableFrom',
      'query nearbyExperience.places.rewards.reward.redeemableTo',
    ],
    why: 'Rewards that can be taken come first, and those of the demo with a window can be taken in December alone.',
    isRare: true,
  },
];

/** Those of some operations. */
export function gapsOf(...operations: readonly Operation[]): readonly Gap[] {
  return WITHOUT_VALUE.filter(({ ways }) => operations.some((operation) => ways[0]?.startsWith(`${operation} `)));
}

/** @param key - the operation and the fields: `query me.id` */
const isListed = (key: string, { ways }: Gap): boolean => ways.some((way) => `${key}.`.startsWith(`${way}.`));

/**
 * What is wrong with the list: ways without a value that it leaves out, and ways that it keeps although they have one, or are none.
 * The latter would hide the next gap.
 */
export function faultsOf(
  gaps: readonly Gap[],
  all: readonly string[],
  withValue: ReadonlySet<string>,
): readonly string[] {
  const missing = all.filter((key) => !withValue.has(key) && !gaps.some((gap) => isListed(key, gap)));
  const needless = gaps
    .filter(({ isRare }) => isRare !== true)
    .flatMap((gap) => all.filter((key) => isListed(key, gap) && withValue.has(key)));
  const unknown = gaps.flatMap(({ ways }) => ways.filter((way) => !all.includes(way)));
  return [
    ...missing.map((key) => `${key} gives nobody a value`),
    ...needless.map((key) => `${key} is listed and has a value`),
    ...unknown.map((key) => `${key} is listed and is no way`),
  ];
}
