import { describe, expect, it } from '@jest/globals';
import { handler } from '../../../../../resolvers/loyalty/lambda/addMemberClaim.ts';

const event = (userAttributes: Record<string, string>) => ({ version: '2', request: { userAttributes }, response: {} });

describe('addMemberClaim', () => {
  it('copies the member into the access token and leaves the rest of the event alone', async () => {
    const given = event({ 'custom:member_id': 'mem_giulia', email: 'g@example.com' });

    expect(await handler(given)).toEqual({
      ...given,
      response: {
        claimsAndScopeOverrideDetails: {
          accessTokenGeneration: { claimsToAddOrOverride: { 'custom:member_id': 'mem_giulia' } },
        },
      },
    });
  });

  it.each([[{}], [{ 'custom:member_id': '' }]])('changes nothing for staff: %j', async (attributes) => {
    expect(await handler(event(attributes))).toEqual(event(attributes));
  });
});
