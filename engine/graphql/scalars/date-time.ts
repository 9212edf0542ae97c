/** AWSDate, AWSTime, AWSDateTime, AWSTimestamp (spec/appsync-resolvers 9). Text passes unchanged; only its form is checked. */
import { CoercionFailure, textRule, toJavaText } from './leaf.ts';
import type { LeafRule } from './leaf.ts';

/** Java's offsets end at 18 hours. */
const OFFSET = '(?:Z|[+-](?:(?:0\\d|1[0-7]):[0-5]\\d(?::[0-5]\\d)?|18:00(?::00)?))';
/** Four digits, with a sign for years before 0 only; longer years need one, as in Java. There is no year -0000. */
const DATE = '(\\d{4}|-(?!0000)\\d{4}|[+-][1-9]\\d{4,8})-(\\d{2})-(\\d{2})';
const TIME = '(?:[01]\\d|2[0-3]):[0-5]\\d(?::[0-5]\\d(?:\\.\\d{0,9})?)?';

const DATE_FORM = new RegExp(`^${DATE}${OFFSET}?$`);
const TIME_FORM = new RegExp(`^${TIME}${OFFSET}?$`);
const DATE_TIME_FORM = new RegExp(`^${DATE}T${TIME}${OFFSET}$`);

const DAYS_IN_MONTH: readonly number[] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function isLeap(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

/** The calendar is checked strictly: 30 February is no date. */
function isOnCalendar(match: RegExpExecArray | null): boolean {
  if (match === null) return false;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const days = (DAYS_IN_MONTH[month - 1] ?? 0) + (month === 2 && isLeap(year) ? 1 : 0);
  return day >= 1 && day <= days;
}

/** Java's range of seconds, -31557014167219200 to 31556889864403199, in the doubles next to it. */
const MIN_SECONDS = Number('-31557014167219200');
const MAX_SECONDS = Number('31556889864403199');

function checkSeconds(value: unknown, verb: string): number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= MIN_SECONDS && value <= MAX_SECONDS)
    return value;
  throw new CoercionFailure(`Unable to ${verb} \`${toJavaText(value)}\` as a valid timestamp.`);
}

export const DATE_TIME_SCALARS: readonly LeafRule[] = [
  textRule(
    'AWSDate',
    'date',
    'The `AWSDate` scalar type provided by AWS AppSync, represents a valid ***extended*** [ISO 8601 Date](https://en.wikipedia.org/wiki/ISO_8601#Calendar_dates) string: `YYYY-MM-DD`, with an optional time zone offset.',
    (text) => isOnCalendar(DATE_FORM.exec(text)),
  ),
  textRule(
    'AWSTime',
    'time',
    'The `AWSTime` scalar type provided by AWS AppSync, represents a valid extended ISO 8601 Time string: `hh:mm:ss.sss`, with an optional time zone offset.',
    (text) => TIME_FORM.test(text),
  ),
  textRule(
    'AWSDateTime',
    'DateTime Object',
    'The `AWSDateTime` scalar type provided by AWS AppSync, represents a valid ***extended*** ISO 8601 DateTime string: `YYYY-MM-DDThh:mm:ss.sssZ`. The time zone offset is compulsory.',
    (text) => isOnCalendar(DATE_TIME_FORM.exec(text)),
  ),
  {
    name: 'AWSTimestamp',
    description:
      'The `AWSTimestamp` scalar type provided by AWS AppSync, represents the number of seconds that have elapsed since `1970-01-01T00:00Z`. Negative values are before it.',
    parse: (value) => checkSeconds(value, 'parse'),
    serialize: (value) => checkSeconds(value, 'serialize'),
  },
];
