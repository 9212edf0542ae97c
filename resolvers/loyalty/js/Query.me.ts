/** The signed-in member: one Query over the aggregate (L1). The id comes from the token, never from an argument. */
import { util, type Context } from '@aws-appsync/utils';
import { requiredClaim } from '../../shared/js/claims.ts';
import { failOnError } from '../../shared/js/failures.ts';
import { assembledMember, memberQuery } from './parts/member.ts';

export function request(ctx: Context) {
  return memberQuery(requiredClaim(ctx, 'custom:member_id'));
}

export function response(ctx: Context) {
  failOnError(ctx);
  const member = assembledMember(ctx.result?.items ?? []);
  if (member === null) {
    util.error('Member not found', 'NotFound');
  }
  return member;
}
