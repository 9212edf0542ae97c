/** A member from the items of one Query (access pattern L1). */
import * as ddb from '@aws-appsync/utils/dynamodb';
import type { Consent, Member, PointsAccount, TierStatus } from '../../../../schema/generated/types.ts';
import { ACCOUNT_SK, AGGREGATE_PREFIX, CONSENT_PREFIX, memberPk, PROFILE_SK, TIER_SK } from '../../model/keys.ts';
import type { TableKey } from './table-key.ts';

type Profile = Pick<Member, 'id' | 'displayName' | 'email' | 'status' | 'locale' | 'enrolledAt'>;
type MemberItem = TableKey & (Partial<Profile> | PointsAccount | TierStatus | Consent);

/** What the item Query gives; the lists of a member have resolvers of their own. */
export type AssembledMember = Omit<Member, 'ledger' | 'expiringPoints' | 'redemptions' | 'visits'>;

export function memberQuery(memberId: string) {
  return ddb.query<TableKey>({ query: { pk: { eq: memberPk(memberId) }, sk: { beginsWith: AGGREGATE_PREFIX } } });
}

/** @returns null when the aggregate is not there in full: never enrolled, or erased */
export function assembledMember(found: MemberItem[]): AssembledMember | null {
  const profile = found.find((item) => item.sk === PROFILE_SK) as Profile | undefined;
  const account = found.find((item) => item.sk === ACCOUNT_SK) as PointsAccount | undefined;
  const tier = found.find((item) => item.sk === TIER_SK) as TierStatus | undefined;
  if (!profile || !account || !tier) {
    return null;
  }
  const consents = found.filter((item) => item.sk.startsWith(CONSENT_PREFIX)) as unknown as Consent[];
  return {
    id: profile.id,
    displayName: profile.displayName ?? null,
    email: profile.email ?? null,
    status: profile.status,
    locale: profile.locale,
    enrolledAt: profile.enrolledAt,
    account,
    tier,
    consents,
  };
}
