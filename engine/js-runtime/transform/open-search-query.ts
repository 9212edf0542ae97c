/** `toElasticsearchQueryDSL`: filter objects to an OpenSearch query (spec 3.6). */
import { LibraryError } from '../run/interruption.ts';

type PlainMap = Readonly<Record<string, unknown>>;

const asMap = (value: unknown): PlainMap => {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as PlainMap;
  throw new LibraryError('toElasticsearchQueryDSL takes an object of fields and operators');
};

const OPERATORS: Readonly<Record<string, (field: string, value: unknown) => PlainMap>> = {
  eq: (field, value) => ({ term: { [field]: value } }),
  ne: (field, value) => ({ bool: { must_not: { term: { [field]: value } } } }),
  gt: (field, value) => ({ range: { [field]: { gt: value } } }),
  gte: (field, value) => ({ range: { [field]: { gte: value } } }),
  lt: (field, value) => ({ range: { [field]: { lt: value } } }),
  lte: (field, value) => ({ range: { [field]: { lte: value } } }),
  range: (field, value) => {
    const [gte, lte] = Array.isArray(value) ? (value as readonly unknown[]) : [];
    return { range: { [field]: { gte, lte } } };
  },
  match: (field, value) => ({ match: { [field]: value } }),
  matchPhrase: (field, value) => ({ match_phrase: { [field]: value } }),
  matchPhrasePrefix: (field, value) => ({ match_phrase_prefix: { [field]: value } }),
  multiMatch: (field, value) => ({ multi_match: { query: value, fields: [field] } }),
  wildcard: (field, value) => ({ wildcard: { [field]: value } }),
  regexp: (field, value) => ({ regexp: { [field]: value } }),
  exists: (field, value) => (value === true ? { exists: { field } } : { bool: { must_not: { exists: { field } } } }),
};

/** Several conditions are joined with AND; one alone is not wrapped. */
export function toOpenSearchQuery(filter: unknown): PlainMap {
  return joined(
    'must',
    Object.entries(asMap(filter)).map(([key, value]) => readMember(key, value)),
  );
}

function readMember(key: string, value: unknown): PlainMap {
  if (key === 'and' || key === 'or') {
    if (!Array.isArray(value)) throw new LibraryError(`toElasticsearchQueryDSL takes a list for ${key}`);
    return joined(key === 'and' ? 'must' : 'should', value.map(toOpenSearchQuery));
  }
  if (key === 'not') return { bool: { must_not: toOpenSearchQuery(value) } };
  const conditions = Object.entries(asMap(value)).map(([operator, operand]) => {
    const render = Object.hasOwn(OPERATORS, operator) ? OPERATORS[operator] : undefined;
    if (render === undefined) throw new LibraryError(`toElasticsearchQueryDSL does not know the operator ${operator}`);
    return render(key, operand);
  });
  return joined('must', conditions);
}

function joined(occurrence: 'must' | 'should', conditions: readonly PlainMap[]): PlainMap {
  const [first] = conditions;
  return first !== undefined && conditions.length === 1 ? first : { bool: { [occurrence]: conditions } };
}
