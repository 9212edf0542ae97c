/**
 * Model state to table items. Pure and free of AWS code: the store writes these items in transactions, the demo data
 * generator builds the same ones in memory.
 *
 * A null is left out of an item; whoever reads it gets null for what is absent.
 */
import type { Availability, Consent, Locale } from '../../../schema/generated/types.ts';
import * as keys from '../model/keys.ts';
import { toEpochMs, toPointsAccount, toTierStatus } from '../model/index.ts';
import type {
  Change,
  IdempotencyRecord,
  LedgerRecord,
  Lot,
  MemberState,
  Profile,
  Program,
  RewardTerms,
  RewardTexts,
  StockShard,
  TierState,
} from '../model/index.ts';
import type { Account } from '../model/index.ts';
import type { Redemption } from '../../../schema/generated/types.ts';

export interface Key {
  readonly pk: string;
  readonly sk: string;
}

export type Item = Key & Readonly<Record<string, unknown>>;

/** Languages in which every reward has a document. */
export const LOCALES: readonly Locale[] = ['it', 'en'];

/** A code outlives its redemption by this much, so that a late till still learns that it has expired. */
const CODE_KEPT_S = 30 * 86_400;

function item(key: Key, attributes: object): Item {
  return { ...key, ...Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== null)) };
}

const memberKey = (memberId: string, sk: string): Key => ({ pk: keys.memberPk(memberId), sk });

export const profileItem = (profile: Profile): Item => item(memberKey(profile.id, keys.PROFILE_SK), profile);

/** Holds the contract's fields as they are, so `me` needs no arithmetic. */
export function accountItem(memberId: string, account: Account): Item {
  const { seq, takenByReward } = account;
  return item(memberKey(memberId, keys.ACCOUNT_SK), { ...toPointsAccount(memberId, account), seq, takenByReward });
}

/** The level is stored with its names and its distance to the next one: `me` joins nothing. */
export function tierItem(memberId: string, tier: TierState, program: Program): Item {
  const { rank, buckets } = tier;
  return item(memberKey(memberId, keys.TIER_SK), { ...toTierStatus(tier, program), rank, buckets });
}

export const consentItem = (memberId: string, consent: Consent): Item =>
  item(memberKey(memberId, keys.consentSk(consent.purpose)), consent);

export const ledgerItem = (entry: LedgerRecord): Item =>
  item(memberKey(entry.memberId, keys.ledgerSk(entry.seq)), entry);

export const lotItem = (memberId: string, lot: Lot): Item => item(memberKey(memberId, keys.lotSk(lot.expiresOn)), lot);

export const redemptionItem = (redemption: Redemption): Item =>
  item(memberKey(redemption.memberId, keys.redemptionSk(redemption.id)), redemption);

export const shardItem = (shard: StockShard): Item =>
  item({ pk: keys.stockPk(shard.rewardId), sk: keys.shardSk(shard.index) }, shard);

export const idempotencyItem = (record: IdempotencyRecord): Item =>
  item({ pk: keys.idempotencyPk(record.entryId), sk: keys.IDEMPOTENCY_SK }, record);

/** Null for a redemption that shows no code. */
export function codeItem(redemption: Redemption): Item | null {
  const { code, memberId, id, expiresAt } = redemption;
  if (code === null) return null;
  const expiresMs = expiresAt === null ? null : toEpochMs(expiresAt);
  const ttl = expiresMs === null ? null : Math.floor(expiresMs / 1000) + CODE_KEPT_S;
  return item({ pk: keys.codePk(code), sk: keys.CODE_SK }, { memberId, redemptionId: id, ttl });
}

/** The public levels, one item a rank. */
export const tierConfigItems = (program: Program): readonly Item[] =>
  program.tiers.map((tier) => item({ pk: keys.programPk(program.id), sk: keys.tierSk(tier.rank) }, tier));

/**
 * One document a locale, the missing translation already replaced by Italian.
 * Only an active reward is in the catalogue's index.
 */
export function rewardItems(
  programId: string,
  terms: RewardTerms,
  texts: RewardTexts,
  availability: Availability,
  image: string | null = null,
): readonly Item[] {
  return LOCALES.map((locale) => {
    const own = texts[locale];
    const catalogue = {
      gsi1pk: terms.status === 'ACTIVE' ? keys.catalogPk(programId, locale) : null,
      gsi1sk: terms.status === 'ACTIVE' ? keys.catalogSk(terms.costPoints, terms.id) : null,
    };
    const text = { ...(own ?? texts.it), resolvedLocale: own === undefined ? 'it' : locale };
    const key = { pk: keys.rewardPk(terms.id, locale), sk: keys.REWARD_SK };
    return item(key, { ...terms, ...text, ...catalogue, availability, image });
  });
}

/** What the shards hold at one moment, as the catalogue shows it. */
export function availabilityOf(stock: number | null, shards: readonly StockShard[], asOf: string): Availability {
  if (stock === null) return { unlimited: true, remainingApprox: null, soldOut: false, asOf };
  const remaining = shards.reduce((sum, shard) => sum + shard.remaining, 0);
  return { unlimited: false, remainingApprox: remaining, soldOut: remaining === 0, asOf };
}

/** Everything of a member that is current; the journal, lots of the past and redemptions come from changes. */
export function memberItems(state: MemberState, program: Program): readonly Item[] {
  const { profile, account, tier, lots } = state;
  return [
    profileItem(profile),
    accountItem(profile.id, account),
    tierItem(profile.id, tier, program),
    ...lots.map((lot) => lotItem(profile.id, lot)),
  ];
}

export type Role = 'account' | 'ledger' | 'lot' | 'tier' | 'idempotency' | 'stock' | 'redemption' | 'code';

/** One write of a change. `item` is the whole item after it; a `remove` names the item that goes. */
export interface PlannedWrite {
  readonly role: Role;
  readonly action: 'put' | 'create' | 'remove' | 'take-stock';
  readonly item: Item;
}

/**
 * The items that one accepted change writes, in the order in which a transaction names them.
 *
 * The account comes first: its version guards the lots and the level, which nobody writes without it.
 */
export function planChange(
  change: Change,
  idempotency: IdempotencyRecord,
  program: Program,
): readonly [PlannedWrite, ...PlannedWrite[]] {
  const { before, after, entry, redemption, shard } = change;
  const { memberId } = entry;
  const code = redemption === null ? null : codeItem(redemption);
  const write = (role: Role, action: PlannedWrite['action'], written: Item | null): readonly PlannedWrite[] =>
    written === null ? [] : [{ role, action, item: written }];
  return [
    { role: 'account', action: 'put', item: accountItem(memberId, after.account) },
    ...write('idempotency', 'create', idempotencyItem(idempotency)),
    ...write('ledger', 'create', ledgerItem(entry)),
    ...write('stock', 'take-stock', shard === null ? null : shardItem(shard)),
    ...write('redemption', 'create', redemption === null ? null : redemptionItem(redemption)),
    ...write('code', 'create', code),
    ...write('tier', 'put', after.tier === before.tier ? null : tierItem(memberId, after.tier, program)),
    ...change.touchedLots.flatMap((lot) =>
      write('lot', lot.remaining === 0 ? 'remove' : 'put', lotItem(memberId, lot)),
    ),
  ];
}
