export { createAuthenticator } from './authenticator.ts';
export type { Authenticator, AuthenticatorOptions } from './authenticator.ts';
export type { AuthOutcome, AuthRequest, TokenIssuer } from './provider.ts';
export type { Refusal } from './refusals.ts';
export { createCredentialStore } from './credential-store.ts';
export type { Credential, CredentialStore } from './credential-store.ts';
export { verifySignature } from './sigv4.ts';
export type { SignatureOutcome, SignedRequest, VerifyOptions } from './sigv4.ts';
