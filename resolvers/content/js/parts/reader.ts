/** Who reads: what targeting asks of the caller, from three small items of the Loyalty table. */
import { util } from '@aws-appsync/utils';
import { MEMBER_PROFILE_SK, MEMBER_PROFILING_SK, MEMBER_TIER_SK, memberPk } from '../../model/keys.ts';
import { EVERYBODY, type Reader } from '../../model/targeting.ts';

type MemberItem = {
  readonly sk: string;
  readonly rank?: number;
  readonly enrolledAt?: string;
  readonly segments?: string[];
  readonly granted?: boolean;
};

/** As BatchGetItem answers: null for what is not there. */
export type MemberItems = (MemberItem | null)[] | null;

/** Members of less than this are in the segment `newcomer`. */
const NEWCOMER_MS = 30 * 86_400_000;

export function memberKeys(memberId: string) {
  return [MEMBER_PROFILE_SK, MEMBER_TIER_SK, MEMBER_PROFILING_SK].map((sk) => ({ pk: memberPk(memberId), sk }));
}

/** A member who is not there, or no more, reads as everybody does. Segments are used with consent to PROFILING alone. */
export function readerOf(memberId: string, items: MemberItems, placeId: string | null): Reader {
  const found = (items ?? []).filter((each) => each !== null);
  const profile = found.find((each) => each.sk === MEMBER_PROFILE_SK);
  if (!profile) {
    return EVERYBODY;
  }
  const tier = found.find((each) => each.sk === MEMBER_TIER_SK);
  const profiling = found.find((each) => each.sk === MEMBER_PROFILING_SK);
  const enrolledMs = util.time.parseISO8601ToEpochMilliSeconds(profile.enrolledAt ?? '1970-01-01T00:00:00.000Z');
  const isNewcomer = util.time.nowEpochMilliSeconds() - enrolledMs < NEWCOMER_MS;
  const segments = (profile.segments ?? []).concat(isNewcomer ? ['newcomer'] : []);
  return { memberId, tierRank: tier?.rank ?? 0, segments: profiling?.granted === true ? segments : [], placeId };
}
