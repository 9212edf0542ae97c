import { UnauthorizedException, type DirectEvent } from '../../shared/lambda/caller.ts';

/**
 * Who signs the change: the user's name in the pool, which is no personal data of a customer.
 * @throws {UnauthorizedException} when the caller has none
 */
export function editorOf({ identity }: DirectEvent<unknown>): string {
  const username = identity?.username;
  if (typeof username !== 'string' || username === '') throw new UnauthorizedException('The token has no username.');
  return username;
}
