/** A member's word on the uses of their data: the current item, and a history that only grows (domain 2.6). */
import type { Consent, SetConsentInput, UserError } from '../../../schema/generated/types.ts';
import { refusal } from './refusals.ts';

const KEY = /^[A-Za-z0-9_-]{8,64}$/;
const TEXT_VERSION = /^[A-Za-z0-9._-]{1,32}$/;

export function setConsentFaults({ idempotencyKey, textVersion }: SetConsentInput): readonly UserError[] {
  const fault = (name: string, got: string, allowed: string): UserError =>
    refusal('INVALID', `${name} is ${JSON.stringify(got.slice(0, 64))}; allowed: ${allowed}.`, ['input', name]);
  return [
    ...(KEY.test(idempotencyKey)
      ? []
      : [fault('idempotencyKey', idempotencyKey, '8 to 64 characters of A-Z a-z 0-9 - _')]),
    ...(TEXT_VERSION.test(textVersion)
      ? []
      : [fault('textVersion', textVersion, '1 to 32 characters of A-Z a-z 0-9 . _ -')]),
  ];
}

export const consentOf = (input: SetConsentInput, at: string): Consent => ({
  purpose: input.purpose,
  granted: input.granted,
  textVersion: input.textVersion,
  source: 'app',
  at,
});
