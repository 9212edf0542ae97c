/** `toSubscriptionFilter`: any filter object as alternatives (OR) of combined conditions (AND) (spec 3.5). */

interface FilterEntry {
  readonly fieldName: string;
  readonly operator: string;
  readonly value: unknown;
}

/** Alternatives; each holds the conditions that must all be true. */
type Alternatives = readonly (readonly FilterEntry[])[];
type PlainMap = Readonly<Record<string, unknown>>;

const isMap = (value: unknown): value is PlainMap =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const both = (left: Alternatives, right: Alternatives): Alternatives =>
  left.flatMap((one) => right.map((other) => [...one, ...other]));

/** Null for anything but an object. Operators are passed through unchecked, `not` counts as a field. */
export function toSubscriptionFilter(filter: unknown, ignoredFields?: unknown, rules?: unknown): unknown {
  if (!isMap(filter)) return null;
  const ignored = new Set(Array.isArray(ignoredFields) ? ignoredFields.map(String) : []);
  const alternatives = both(readObject(filter, ignored), isMap(rules) ? readRules(rules) : [[]]);
  const filterGroup = alternatives.filter((one) => one.length > 0).map((filters) => ({ filters }));
  return { filterGroup };
}

// Order inside a group: the fields, then `and`, then `or` (recorded).
function readObject(filter: PlainMap, ignored: ReadonlySet<string>): Alternatives {
  const fields = Object.entries(filter).filter(([key]) => key !== 'and' && key !== 'or' && !ignored.has(key));
  const ofFields = fields.map(([field, operators]) => readField(field, operators)).reduce(both, [[]]);
  const ofAnd = membersOf(filter.and).map((member) => readObject(member, ignored));
  // A member of which nothing is left is no alternative at all.
  const ofOr = membersOf(filter.or)
    .flatMap((member) => readObject(member, ignored))
    .filter((one) => one.length > 0);
  return both(ofAnd.reduce(both, ofFields), ofOr.length === 0 ? [[]] : ofOr);
}

// Recorded: two operators on one field are alternatives, not a combination.
function readField(fieldName: string, operators: unknown): Alternatives {
  if (!isMap(operators)) return [[]];
  const alternatives = Object.entries(operators).map(([operator, value]) => [{ fieldName, operator, value }]);
  return alternatives.length === 0 ? [[]] : alternatives;
}

function readRules(rules: PlainMap): Alternatives {
  const alternatives = Object.entries(rules).flatMap(([field, operators]) => readField(field, operators));
  return alternatives.length === 0 ? [[]] : alternatives;
}

const membersOf = (list: unknown): readonly PlainMap[] => (Array.isArray(list) ? list.filter(isMap) : []);
