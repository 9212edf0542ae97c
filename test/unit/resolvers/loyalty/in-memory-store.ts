/** The rules over a table that is a Map: what the store does with transactions, without DynamoDB. */
import {
  decideAdjustPoints,
  decideRecordPurchase,
  decideRedeemReward,
  idempotencyScope,
  ORTICA_LINO,
  toAnswer,
  type Answer,
  type Decision,
  type IdempotencyRecord,
  type MemberState,
  type Operation,
  type Reward,
  type StockShard,
} from '../../../../resolvers/loyalty/model/index.ts';
import {
  idempotencyItem,
  memberItems,
  planChange,
  shardItem,
  type Item,
} from '../../../../resolvers/loyalty/store/items.ts';
import { canonicalInput } from '../../../../resolvers/shared/lambda/canonical.ts';
import { aPurchase, aRedemption } from './given.ts';

export interface Command {
  readonly operation: Operation;
  readonly memberId: string;
  readonly key: string;
  readonly at: string;
  /** Cents, signed points, or the number of a reward. */
  readonly value: number;
  readonly draw: number;
}

export type Outcome =
  | { readonly kind: 'answered'; readonly answer: Answer; readonly replayed: boolean }
  | { readonly kind: 'refused'; readonly code: string };

const keyOf = (item: { readonly pk: string; readonly sk: string }): string => `${item.pk}|${item.sk}`;

export class InMemoryStore {
  readonly table = new Map<string, Item>();
  readonly members = new Map<string, MemberState>();
  readonly shards = new Map<string, StockShard>();
  readonly #rewards: readonly Reward[];
  readonly #records = new Map<string, IdempotencyRecord>();

  constructor(members: readonly MemberState[], rewards: readonly Reward[], shards: readonly StockShard[]) {
    this.#rewards = rewards;
    for (const member of members) {
      this.members.set(member.profile.id, member);
      memberItems(member, ORTICA_LINO).forEach((item) => this.table.set(keyOf(item), item));
    }
    for (const shard of shards) {
      this.shards.set(keyOf(shardItem(shard)), shard);
      this.table.set(keyOf(shardItem(shard)), shardItem(shard));
    }
  }

  perform(command: Command): Outcome {
    const { operation, memberId, key, value } = command;
    const entryId = idempotencyScope(operation, memberId, key);
    const fingerprint = canonicalInput({ value });
    const earlier = this.#records.get(entryId);
    if (earlier !== undefined) {
      if (earlier.fingerprint !== fingerprint) return { kind: 'refused', code: 'IDEMPOTENCY_MISMATCH' };
      return { kind: 'answered', answer: earlier.answer, replayed: true };
    }
    const decision = this.#decide(command, entryId);
    if (decision.outcome === 'refused') return { kind: 'refused', code: decision.error.code };

    const { change } = decision;
    const record = { entryId, operation, memberId, fingerprint, answer: toAnswer(change) };
    this.#records.set(entryId, record);
    this.members.set(memberId, change.after);
    for (const { action, item } of planChange(change, record, ORTICA_LINO)) {
      if (action === 'create' && this.table.has(keyOf(item))) throw new Error(`${keyOf(item)} is there already.`);
      if (action === 'remove') this.table.delete(keyOf(item));
      else this.table.set(keyOf(item), item);
    }
    if (change.shard !== null) this.shards.set(keyOf(shardItem(change.shard)), change.shard);
    if (!this.table.has(keyOf(idempotencyItem(record)))) throw new Error('The key was not recorded.');
    return { kind: 'answered', answer: record.answer, replayed: false };
  }

  /** Items of one member under a sort key prefix, in key order. */
  itemsOf(memberId: string, prefix: string): readonly Item[] {
    return [...this.table.values()]
      .filter((item) => item.pk === `MEMBER#${memberId}` && item.sk.startsWith(prefix))
      .sort((a, b) => (a.sk < b.sk ? -1 : 1));
  }

  #decide({ operation, memberId, at, value, draw }: Command, entryId: string): Decision {
    const member = this.members.get(memberId) ?? null;
    const base = { entryId, at, memberId };
    switch (operation) {
      case 'recordPurchase':
        return decideRecordPurchase(member, aPurchase({ ...base, totalCents: value, occurredAt: at }), ORTICA_LINO);
      case 'adjustPoints':
        return decideAdjustPoints(member, { ...base, amount: value, reason: 'CORRECTION' }, ORTICA_LINO);
      case 'redeemReward': {
        const reward = this.#rewards[value % this.#rewards.length] ?? null;
        const shards = [...this.shards.values()].filter((shard) => shard.rewardId === reward?.id);
        const ids = { redemptionId: `rdm_${entryId}`, code: `code_${entryId}` };
        const command = aRedemption({ ...base, ...ids, rewardId: reward?.id ?? '', draw });
        return decideRedeemReward({ member, reward, shards }, command, ORTICA_LINO);
      }
    }
  }
}
