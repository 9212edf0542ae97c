/** `ctx.identity` of a user-pool token, as far as resolvers read it. */
export interface MockedToken {
  readonly claims: Readonly<Record<string, string>>;
  readonly groups: readonly string[] | null;
}

export const aToken = (
  claims: Readonly<Record<string, string>>,
  groups: readonly string[] | null = null,
): MockedToken => ({
  claims,
  groups,
});
