/** Checks of mutation inputs. All faults of an input are named at once, each with its path. */
import type {
  AdjustPointsInput,
  PurchaseLineInput,
  RecordPurchaseInput,
  RedeemRewardInput,
  UserError,
} from '../../../schema/generated/types.ts';
import { toEpochMs } from './calendar.ts';
import type { Program } from './program.ts';
import { refusal } from './refusals.ts';

const IDEMPOTENCY_KEY = /^[A-Za-z0-9_-]{8,64}$/;
const ID = /^[A-Za-z0-9_.:-]{1,64}$/;
const MAX_TOTAL_CENTS = 10_000_000;
const MAX_ADJUSTMENT = 1_000_000;
const MAX_LINES = 200;
const MAX_TEXT = 64;

/** Clocks of tills differ from ours by this much at most. */
const CLOCK_SKEW_MS = 60_000;

type Faults = readonly UserError[];

const NONE: Faults = [];

const invalid = (path: readonly string[], got: unknown, allowed: string): Faults => [
  refusal('INVALID', `${path.join('.')} is ${JSON.stringify(got)}; allowed: ${allowed}.`, ['input', ...path]),
];

const matching = (path: readonly string[], value: string, pattern: RegExp, allowed: string): Faults =>
  pattern.test(value) ? NONE : invalid(path, value.slice(0, MAX_TEXT), allowed);

const keyFaults = (key: string): Faults =>
  matching(['idempotencyKey'], key, IDEMPOTENCY_KEY, '8 to 64 characters of A-Z a-z 0-9 - _');

const idFaults = (name: string, id: string | null | undefined): Faults =>
  id === null || id === undefined ? NONE : matching([name], id, ID, '1 to 64 characters of A-Z a-z 0-9 _ . : -');

const rangeFaults = (path: readonly string[], value: number, min: number, max: number): Faults =>
  Number.isInteger(value) && value >= min && value <= max
    ? NONE
    : invalid(path, value, `a whole number from ${min} to ${max}`);

function timeFaults(occurredAt: string, nowMs: number): Faults {
  const ms = toEpochMs(occurredAt);
  if (ms === null) return invalid(['occurredAt'], occurredAt, 'a real date and time with an offset');
  return ms > nowMs + CLOCK_SKEW_MS ? invalid(['occurredAt'], occurredAt, 'a time that is not in the future') : NONE;
}

const textFaults = (path: readonly string[], text: string | null | undefined): Faults =>
  text === null || text === undefined || (text.length > 0 && text.length <= MAX_TEXT)
    ? NONE
    : invalid(path, text.slice(0, MAX_TEXT), `1 to ${MAX_TEXT} characters`);

const lineFaults = (line: PurchaseLineInput, index: number): Faults => [
  ...textFaults(['lines', String(index), 'sku'], line.sku),
  ...textFaults(['lines', String(index), 'category'], line.category),
  ...rangeFaults(['lines', String(index), 'quantity'], line.quantity, 1, 10_000),
  ...rangeFaults(['lines', String(index), 'amountCents'], line.amountCents, 0, MAX_TOTAL_CENTS),
];

export function recordPurchaseFaults(input: RecordPurchaseInput, nowMs: number, program: Program): Faults {
  const lines = input.lines ?? [];
  return [
    ...keyFaults(input.idempotencyKey),
    ...idFaults('memberId', input.memberId),
    ...idFaults('orderId', input.orderId),
    ...idFaults('placeId', input.placeId),
    ...(input.currency === program.currency ? NONE : invalid(['currency'], input.currency, program.currency)),
    ...rangeFaults(['totalCents'], input.totalCents, 1, MAX_TOTAL_CENTS),
    ...timeFaults(input.occurredAt, nowMs),
    ...(lines.length <= MAX_LINES
      ? lines.flatMap(lineFaults)
      : invalid(['lines'], lines.length, `${MAX_LINES} at most`)),
  ];
}

export function adjustPointsFaults(input: AdjustPointsInput): Faults {
  const amount =
    input.amount === 0
      ? invalid(['amount'], 0, `a whole number other than 0, from -${MAX_ADJUSTMENT} to ${MAX_ADJUSTMENT}`)
      : rangeFaults(['amount'], input.amount, -MAX_ADJUSTMENT, MAX_ADJUSTMENT);
  return [...keyFaults(input.idempotencyKey), ...idFaults('memberId', input.memberId), ...amount];
}

export function redeemRewardFaults(input: RedeemRewardInput): Faults {
  return [
    ...keyFaults(input.idempotencyKey),
    ...idFaults('rewardId', input.rewardId),
    ...idFaults('placeId', input.placeId),
  ];
}
