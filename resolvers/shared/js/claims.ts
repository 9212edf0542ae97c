/** Who calls, as a user-pool token says. */
import { util, type Context } from '@aws-appsync/utils';

/** @returns the claim's text, or null for a caller without a token or without that claim */
export function claim(ctx: Context, name: string): string | null {
  const identity = ctx.identity as { claims?: Record<string, string> | null } | null | undefined;
  return identity?.claims?.[name] ?? null;
}

/** Ends the field with `Unauthorized` when the claim is missing. */
export function requiredClaim(ctx: Context, name: string): string {
  const value = claim(ctx, name);
  if (value === null || value === '') {
    util.unauthorized();
  }
  return value;
}

export function isInGroup(ctx: Context, group: string): boolean {
  const identity = ctx.identity as { groups?: string[] | null } | null | undefined;
  return (identity?.groups ?? []).some((each) => each === group);
}
