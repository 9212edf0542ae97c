/** Enhanced filters: which payloads a subscription wants (spec/appsync-edge 4.4). Pure. */
export interface FilterCondition {
  readonly fieldName: string;
  readonly operator: string;
  readonly value: unknown;
}

/** Conditions of one member are ANDed, members are ORed. No members means no condition. */
export interface SubscriptionFilter {
  readonly filterGroup: readonly { readonly filters: readonly FilterCondition[] }[];
}

export type Payload = Readonly<Record<string, unknown>>;

/** A condition on a deeper path is ignored by the service. */
const MAX_PATH_DEPTH = 5;

type Test = (field: unknown, value: unknown) => boolean;

const compare =
  (accepts: (order: number) => boolean): Test =>
  (field, value) => {
    if (typeof field === 'number' && typeof value === 'number') return accepts(field - value);
    if (typeof field === 'string' && typeof value === 'string')
      return accepts(field < value ? -1 : field > value ? 1 : 0);
    return false;
  };
const isIn: Test = (field, value) => Array.isArray(value) && value.includes(field);
const contains: Test = (field, value) => {
  if (typeof field === 'string') return typeof value === 'string' && field.includes(value);
  return Array.isArray(field) && field.includes(value);
};
const atLeast = compare((order) => order >= 0);
const atMost = compare((order) => order <= 0);

/** A field that is missing or null fails every operator but the negative ones, which hold. */
const OPERATORS: Readonly<Record<string, Test>> = {
  eq: (field, value) => field === value,
  ne: (field, value) => field !== value,
  lt: compare((order) => order < 0),
  le: atMost,
  gt: compare((order) => order > 0),
  ge: atLeast,
  contains,
  notContains: (field, value) => !contains(field, value),
  beginsWith: (field, value) => typeof field === 'string' && typeof value === 'string' && field.startsWith(value),
  in: isIn,
  notIn: (field, value) => !isIn(field, value),
  between: (field, value) => Array.isArray(value) && atLeast(field, value[0]) && atMost(field, value[1]),
  containsAny: (field, value) =>
    Array.isArray(value) && value.some((item) => Array.isArray(field) && field.includes(item)),
};

export function matchesFilter(filter: SubscriptionFilter, payload: unknown): boolean {
  if (!isObject(payload)) return false;
  if (filter.filterGroup.length === 0) return true;
  return filter.filterGroup.some(({ filters }) => filters.every((condition) => holds(condition, payload)));
}

function holds({ fieldName, operator, value }: FilterCondition, payload: Payload): boolean {
  if (isIgnored(fieldName)) return true;
  return operatorOf(operator)?.(fieldAt(payload, fieldName), value) ?? false;
}

/** A name that every object has is still no operator. */
export function operatorOf(name: string): Test | undefined {
  return Object.hasOwn(OPERATORS, name) ? OPERATORS[name] : undefined;
}

export function isIgnored(fieldName: string): boolean {
  return fieldName.split('.').length > MAX_PATH_DEPTH;
}

/** @param fieldName - of the payload, or of what it holds: `member.tier` */
export function fieldAt(payload: unknown, fieldName: string): unknown {
  let field: unknown = payload;
  for (const name of fieldName.split('.')) field = isObject(field) ? field[name] : undefined;
  return field;
}

/** The payload of a list field is no object: it never matches. */
export function isObject(value: unknown): value is Payload {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
