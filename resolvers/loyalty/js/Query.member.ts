/** Any member, for the support desk and for services (L1): the schema's directives let nobody else in. */
import type { Context } from '@aws-appsync/utils';
import type { QueryMemberArgs } from '../../../schema/generated/types.ts';
import { failOnError } from '../../shared/js/failures.ts';
import { assembledMember, memberQuery } from './parts/member.ts';

export function request(ctx: Context<QueryMemberArgs>) {
  return memberQuery(ctx.args.id);
}

export function response(ctx: Context<QueryMemberArgs>) {
  failOnError(ctx);
  return assembledMember(ctx.result?.items ?? []);
}
