/**
 * Runs before Cognito makes tokens: copies `custom:member_id` into the access token. Cognito puts attributes into id tokens alone, and
 * Amplify's API calls send the access token.
 */

/** The part of Cognito's event (version 2) that is used. */
export interface TokenEvent {
  readonly request: { readonly userAttributes: Readonly<Record<string, string>> };
  readonly response: object;
}

/** Staff have no member, so their tokens stay as they are. */
export const handler = (event: TokenEvent): Promise<TokenEvent> => {
  const memberId = event.request.userAttributes['custom:member_id'];
  if (memberId === undefined || memberId === '') return Promise.resolve(event);
  const claimsToAddOrOverride = { 'custom:member_id': memberId };
  return Promise.resolve({
    ...event,
    response: { claimsAndScopeOverrideDetails: { accessTokenGeneration: { claimsToAddOrOverride } } },
  });
};
