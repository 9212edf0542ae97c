/** JSON values with the keys and texts that break programs. */
import fc from 'fast-check';

const KEYS = [
  'int',
  'level',
  'next',
  'list',
  'json',
  'dates',
  'id',
  '__typename',
  '__proto__',
  'constructor',
  'toString',
  'then',
  'query',
  '',
];

const texts = fc.oneof(
  fc.constantFrom(
    'LOW',
    'Thing',
    'Tight',
    'Node',
    '2024-02-29',
    '12:00Z',
    '1e999',
    '{"a":',
    '"x"',
    'null',
    '\uD800',
    'a@b.c',
    '::1',
    '__proto__',
  ),
  fc.string({ unit: 'binary', maxLength: 20 }),
);

const leaves = fc.oneof(
  fc.constantFrom(null, true, false, 0, -0, 1, -1, 2147483648, 1e21, 5e-324, 1.5, Number.MAX_SAFE_INTEGER),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  texts,
);

export const jsonValue: fc.Arbitrary<unknown> = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'medium', withCrossShrink: true },
    leaves,
    fc.array(tie('value'), { maxLength: 4 }),
    fc
      .array(fc.tuple(fc.oneof(fc.constantFrom(...KEYS), texts), tie('value')), { maxLength: 6 })
      .map((entries) => Object.fromEntries(entries)),
  ),
})).value;

/** A tower of lists or objects; small until it is built, because reports of failures print what was drawn. */
export interface Tower {
  readonly tower: number;
  readonly isList: boolean;
}

function isTower(value: unknown): value is Tower {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, 'tower');
}

export function built(value: unknown): unknown {
  if (!isTower(value)) return value;
  let top: unknown = 'deep';
  for (let level = 0; level < value.tower; level += 1) top = value.isList ? [top] : { id: '1', next: top };
  return value.isList ? { __typename: 'Thing', id: '1', string: top, awsjson: top, others: top, int: top } : top;
}

/** What resolvers give: things that nearly fit, anything, and towers of lists and objects. */
export const resolverResult: fc.Arbitrary<unknown> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.array(
      fc.record(
        {
          __typename: fc.constantFrom('Thing', 'Tight', 'Node', 7),
          id: jsonValue,
          next: jsonValue,
          others: jsonValue,
          level: jsonValue,
          awsjson: jsonValue,
          string: jsonValue,
          int: jsonValue,
          awsdatetime: jsonValue,
        },
        { requiredKeys: [] },
      ),
      { maxLength: 4 },
    ),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      __typename: fc.constantFrom('Thing', 'Tight'),
      id: fc.constant('1'),
      next: jsonValue,
      others: fc.array(jsonValue),
      parent: jsonValue,
      float: jsonValue,
      awstimestamp: jsonValue,
    }),
  },
  { weight: 2, arbitrary: jsonValue },
  { weight: 1, arbitrary: fc.record({ tower: fc.nat(20_000), isList: fc.boolean() }) },
);
