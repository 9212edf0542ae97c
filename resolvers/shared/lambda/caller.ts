/** The event of a direct Lambda resolver, and who is behind it (spec/appsync-resolvers 6.3 and 1.6). */

export interface DirectEvent<TArguments> {
  readonly arguments: TArguments;
  readonly identity: Readonly<Record<string, unknown>> | null;
}

/** AppSync turns an error of this name into "You are not authorized to make this call." (spec/appsync-resolvers 6.4). */
export class UnauthorizedException extends Error {
  override readonly name = 'UnauthorizedException';
}

/**
 * A claim of the caller's user-pool token.
 * @throws {UnauthorizedException} when there is no token, or the claim is missing or empty
 */
export function requiredClaim(event: DirectEvent<unknown>, name: string): string {
  const claims = event.identity?.claims;
  const value = typeof claims === 'object' && claims !== null ? (claims as Record<string, unknown>)[name] : undefined;
  if (typeof value !== 'string' || value === '') throw new UnauthorizedException(`The token has no claim ${name}.`);
  return value;
}
