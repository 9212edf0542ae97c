import { describe, expect, it } from '@jest/globals';
import { requiredClaim } from '../../../../../resolvers/shared/lambda/caller.ts';

const event = (identity: Readonly<Record<string, unknown>> | null) => ({ arguments: {}, identity });

describe('requiredClaim', () => {
  it('reads a claim of the token', () => {
    expect(requiredClaim(event({ claims: { tenant: 't1' } }), 'tenant')).toBe('t1');
  });

  it.each([
    ['no identity', null],
    ['an IAM identity', { accountId: '1', userArn: 'arn' }],
    ['a token without the claim', { claims: { sub: 's' } }],
    ['an empty claim', { claims: { tenant: '' } }],
    ['a claim that is no text', { claims: { tenant: 7 } }],
  ])('refuses %s by the name that AppSync turns into Unauthorized', (_name, identity) => {
    expect(() => requiredClaim(event(identity), 'tenant')).toThrow(
      expect.objectContaining({ name: 'UnauthorizedException' }),
    );
  });
});
