/**
 * Who may enter where, written a second time by hand (domain 7). The matrix in `test/e2e` holds the gateway to the schema; this holds the
 * schema to what was meant. A type stands for all its fields: one that differs is named itself.
 */
import { describe, expect, it } from '@jest/globals';
import { coordinateOf, fieldRules, ROOTS } from '../../support/authorization.ts';
import type { FieldRule } from '../../support/authorization.ts';

const KEY = 'API_KEY';
const SERVICES = 'AWS_IAM';
const SIGNED_IN = 'AMAZON_COGNITO_USER_POOLS';
const EDITORS = `${SIGNED_IN}(admin editor)`;
const DESK = `${SIGNED_IN}(admin support)`;
const WATCHERS = `${SIGNED_IN}(admin analyst support)`;

const AUDIENCES: readonly (readonly [who: readonly string[], where: string])[] = [
  [
    [KEY, SERVICES, SIGNED_IN],
    `PageInfo LatLng Content ContentCard ContentCardConnection ContentChange Tier Reward RewardConnection Availability Place PlaceHit
     PlaceHits Query.program Query.rewards Query.reward Query.content Query.contentBySlug Query.contentFeed Query.place Query.placesNear`,
  ],
  [[KEY, SIGNED_IN], 'AcceptedPayload Mutation.recordImpressions Subscription.onContentChange'],
  [
    [SERVICES, SIGNED_IN],
    `UserError Member PointsAccount PointsLot LedgerEntry LedgerEntryConnection TierStatus Redemption RedemptionConnection Consent
     PointsPayload RedemptionPayload AccountChange PresenceEvent PositionPayload ConsentPayload NearbyExperience NearbyPlace NearbyReward
     Visit VisitConnection Beacon Query.beacon`,
  ],
  [
    [SIGNED_IN],
    `Query.me Query.myFeed Query.nearbyExperience Mutation.redeemReward Mutation.reportPosition Mutation.setConsent
     Subscription.onAccountChange`,
  ],
  [
    [EDITORS],
    `Targeting ContentDraft ContentVersion ContentVersionConnection Experiment ExperimentVariant VariantText ContentPayload Query.contentDraft Query.contentPreview Mutation.saveContent Mutation.restoreContent
     Mutation.transitionContent Mutation.savePlace`,
  ],
  [[SERVICES, EDITORS], 'PlacePayload'],
  [[SERVICES, DESK], 'Query.member Mutation.adjustPoints'],
  [[WATCHERS], 'Subscription.onPlacePresence'],
  [[SERVICES, WATCHERS], 'PlacePresence Query.placeVisits'],
  [
    [SERVICES],
    'Mutation.recordPurchase Mutation.publishAccountChange Mutation.publishContentChange Mutation.publishPlacePresence',
  ],
];

const whoOf = ({ entries }: FieldRule): string =>
  entries
    .map(({ mode, groups }) => (groups === null ? mode : `${mode}(${[...groups].sort().join(' ')})`))
    .sort()
    .join(', ');

const meant = new Map(
  AUDIENCES.flatMap(([who, where]) => where.split(/\s+/).map((place) => [place, [...who].sort().join(', ')] as const)),
);

describe('the schema', () => {
  const rules = fieldRules();
  const isOfRoot = ({ typeName }: FieldRule): boolean => Object.values<string>(ROOTS).includes(typeName);
  const placeOf = (rule: FieldRule): string =>
    meant.has(coordinateOf(rule)) || isOfRoot(rule) ? coordinateOf(rule) : rule.typeName;

  it('lets in whom the domain names, at every field', () => {
    const others = rules
      .filter((rule) => whoOf(rule) !== meant.get(placeOf(rule)))
      .map(
        (rule) => `${coordinateOf(rule)} lets in ${whoOf(rule)}, not ${meant.get(placeOf(rule)) ?? 'what is known'}`,
      );

    expect(others).toEqual([]);
  });

  it('has every place that is named', () => {
    const places = new Set(rules.map(placeOf));

    expect([...meant.keys()].filter((place) => !places.has(place))).toEqual([]);
  });
});
