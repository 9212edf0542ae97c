/** Answers of the mutations, every nullable field written out. */
import type { PointsPayload, RedemptionPayload, UserError } from '../../../schema/generated/types.ts';
import type { Answer } from './idempotency.ts';

export function pointsPayload({ account, entry }: Answer, replayed: boolean): PointsPayload {
  return { account, entry, replayed, userErrors: [] };
}

export function redemptionPayload({ account, redemption }: Answer, replayed: boolean): RedemptionPayload {
  return { account, redemption, replayed, userErrors: [] };
}

export function refusedPoints(userErrors: readonly UserError[]): PointsPayload {
  return { account: null, entry: null, replayed: false, userErrors };
}

export function refusedRedemption(userErrors: readonly UserError[]): RedemptionPayload {
  return { account: null, redemption: null, replayed: false, userErrors };
}
