/** What a filter may hold. A filter beyond it refuses the subscription (spec/appsync-edge 3.3, 4.4). */
import { operatorOf } from './filters.ts';
import type { FilterCondition, SubscriptionFilter } from './filters.ts';
import type { SubscriptionError } from './messages.ts';

const MAX_FIELDS = 5;
const MAX_COMBINATIONS = 10;
const MAX_STRING_LENGTH = 256;
const MAX_LIST_LENGTH: ReadonlyMap<string, number> = new Map([
  ['in', 5],
  ['notIn', 5],
  ['containsAny', 20],
]);
const ORDERED = new Set(['le', 'lt', 'ge', 'gt']);
const BOOLEAN_ALLOWED = new Set(['eq', 'ne', 'in', 'notIn']);

/** @returns the error of the first limit that is broken */
export function findFilterFault(filter: SubscriptionFilter, fieldName: string): SubscriptionError | null {
  let combinations = 0;
  for (const { filters } of filter.filterGroup) {
    const names = new Set(filters.map((condition) => condition.fieldName));
    if (names.size > MAX_FIELDS) {
      return refused(`Filters exceed maximum attributes limit ${MAX_FIELDS} for subscription ${fieldName}.`);
    }
    if (names.size < filters.length) return refused('subscription filter uses same fieldName multiple time.');
    const wrong = filters.find((condition) => !isValueAllowed(condition));
    if (wrong !== undefined) {
      return refused(`subscription filter has invalid filter value for operator \`${wrong.operator}\`.`);
    }
    combinations += filters.reduce((product, condition) => product * alternativesOf(condition), 1);
  }
  if (combinations <= MAX_COMBINATIONS) return null;
  return refused(`Filters combination exceed maximum limit ${MAX_COMBINATIONS} for subscription.`);
}

function refused(message: string): SubscriptionError {
  return { message, errorCode: 400 };
}

/** An `in` counts as one combination for each of its values. */
function alternativesOf({ operator, value }: FilterCondition): number {
  return operator === 'in' && Array.isArray(value) ? value.length : 1;
}

function isValueAllowed({ operator, value }: FilterCondition): boolean {
  if (operatorOf(operator) === undefined) return false;
  const maximum = MAX_LIST_LENGTH.get(operator);
  if (maximum !== undefined)
    return Array.isArray(value) && value.length <= maximum && value.every((item) => isScalar(item));
  if (operator === 'between') {
    return (
      Array.isArray(value) && value.length === 2 && value.every((item) => isScalar(item) && typeof item !== 'boolean')
    );
  }
  if (ORDERED.has(operator)) return isScalar(value) && typeof value !== 'boolean';
  if (operator === 'beginsWith') return typeof value === 'string' && isScalar(value);
  return isScalar(value) && (typeof value !== 'boolean' || BOOLEAN_ALLOWED.has(operator));
}

function isScalar(value: unknown): boolean {
  if (typeof value === 'string') return value.length <= MAX_STRING_LENGTH;
  return typeof value === 'number' || typeof value === 'boolean';
}
