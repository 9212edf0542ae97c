/** Checks of mutation inputs. All faults of an input are named at once, each with its path. */
import type {
  ExperimentInput,
  RestoreContentInput,
  SaveContentInput,
  TargetingInput,
  TransitionContentInput,
  TranslationInput,
  UserError,
} from '../../../schema/generated/types.ts';
import { CONTROL } from './variants.ts';
import { refusal } from './refusals.ts';

const IDEMPOTENCY_KEY = /^[A-Za-z0-9_-]{8,64}$/;
const ID = /^[A-Za-z0-9_.:-]{1,64}$/;
const SLUG = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
const MAX_SLUG = 80;
const TAG = /^[a-z0-9][a-z0-9-]{0,31}$/;
const KEY = /^[a-z0-9-]{1,32}$/;
const MAX_TITLE = 140;
const MAX_SUMMARY = 400;
const MAX_BODY_BYTES = 60_000;
const MAX_TAGS = 20;
const MAX_RELATED = 5;
const MAX_PLACES = 20;
const MAX_VARIANTS = 4;
const MAX_RANK = 99;

type Faults = readonly UserError[];
type Path = readonly string[];

const NONE: Faults = [];

const invalid = (path: Path, got: unknown, allowed: string): Faults => [
  refusal('INVALID', `${path.join('.')} is ${JSON.stringify(got)}; allowed: ${allowed}.`, ['input', ...path]),
];

const matching = (path: Path, value: string, pattern: RegExp, allowed: string): Faults =>
  pattern.test(value) ? NONE : invalid(path, value.slice(0, 64), allowed);

const keyFaults = (key: string): Faults =>
  matching(['idempotencyKey'], key, IDEMPOTENCY_KEY, '8 to 64 characters of A-Z a-z 0-9 - _');

const idFaults = (path: Path, id: string | null | undefined): Faults =>
  id === null || id === undefined ? NONE : matching(path, id, ID, '1 to 64 characters of A-Z a-z 0-9 _ . : -');

const rangeFaults = (path: Path, value: number | null | undefined, min: number, max: number): Faults =>
  value === null || value === undefined || (Number.isInteger(value) && value >= min && value <= max)
    ? NONE
    : invalid(path, value, `a whole number from ${min} to ${max}`);

/** Each allowed, none twice, not too many. */
function listFaults(name: string, list: readonly string[] | null | undefined, max: number, pattern: RegExp): Faults {
  const given = list ?? [];
  if (given.length > max) return invalid([name], given.length, `${max} at most`);
  if (new Set(given).size < given.length) return invalid([name], given, 'each once');
  return given.flatMap((each, index) => matching([name, String(index)], each, pattern, `text like ${pattern.source}`));
}

function translationFaults(text: TranslationInput, index: number): Faults {
  const at = (name: string): Path => ['translations', String(index), name];
  const bytes = new TextEncoder().encode(text.body ?? '').length;
  return [
    ...lengthFaults(at('title'), text.title, 1, MAX_TITLE),
    ...lengthFaults(at('summary'), text.summary ?? '', 0, MAX_SUMMARY),
    ...(bytes <= MAX_BODY_BYTES ? NONE : invalid(at('body'), `${bytes} bytes`, `${MAX_BODY_BYTES} bytes`)),
  ];
}

const lengthFaults = (path: Path, text: string, min: number, max: number): Faults =>
  text.length >= min && text.length <= max && (min === 0 || text.trim() !== '')
    ? NONE
    : invalid(path, text.slice(0, 64), `${min} to ${max} characters`);

function targetingFaults(targeting: TargetingInput | null | undefined): Faults {
  if (targeting === null || targeting === undefined) return NONE;
  const { minTierRank, daysOfWeek, hourFrom, hourTo, segments, placeIds } = targeting;
  return [
    ...rangeFaults(['targeting', 'minTierRank'], minTierRank, 0, MAX_RANK),
    ...(daysOfWeek ?? []).flatMap((day) => rangeFaults(['targeting', 'daysOfWeek'], day, 1, 7)),
    ...rangeFaults(['targeting', 'hourFrom'], hourFrom, 0, 23),
    ...rangeFaults(['targeting', 'hourTo'], hourTo, 1, 24),
    ...listFaults('targeting.segments', segments, MAX_PLACES, ID),
    ...listFaults('targeting.placeIds', placeIds, MAX_PLACES, ID),
  ];
}

function experimentFaults(experiment: ExperimentInput | null | undefined): Faults {
  if (experiment === null || experiment === undefined) return NONE;
  const { key, variants } = experiment;
  const keys = variants.map((each) => each.key);
  const sum = variants.reduce((total, each) => total + each.share, 0);
  const path = ['experiment', 'variants'];
  return [
    ...matching(['experiment', 'key'], key, KEY, '1 to 32 characters of a-z 0-9 -'),
    ...(variants.length >= 1 && variants.length <= MAX_VARIANTS
      ? NONE
      : invalid(path, variants.length, `1 to ${MAX_VARIANTS}`)),
    ...(new Set(keys).size === keys.length && !keys.includes(CONTROL)
      ? NONE
      : invalid(path, keys, `different keys, none of them ${CONTROL}`)),
    ...(sum <= 99 ? NONE : invalid(path, sum, 'shares of 99 together: the rest sees the item as it is')),
    ...variants.flatMap((each, index) => [
      ...matching([...path, String(index), 'key'], each.key, KEY, '1 to 32 characters of a-z 0-9 -'),
      ...rangeFaults([...path, String(index), 'share'], each.share, 1, 99),
      ...each.texts.flatMap((text) => [
        ...lengthFaults([...path, String(index), 'title'], text.title ?? 'x', 1, MAX_TITLE),
        ...lengthFaults([...path, String(index), 'summary'], text.summary ?? '', 0, MAX_SUMMARY),
      ]),
    ]),
  ];
}

const instantFaults = (name: string, text: string | null | undefined): Faults =>
  text === null || text === undefined || !Number.isNaN(Date.parse(text))
    ? NONE
    : invalid([name], text, 'a real date and time with an offset in hours and minutes');

function windowFaults({ visibleFrom, visibleTo }: SaveContentInput): Faults {
  const unreadable = [...instantFaults('visibleFrom', visibleFrom), ...instantFaults('visibleTo', visibleTo)];
  if (unreadable.length > 0) return unreadable;
  return Date.parse(visibleTo ?? '') <= Date.parse(visibleFrom ?? '')
    ? invalid(['visibleTo'], visibleTo, 'a time after visibleFrom')
    : NONE;
}

export function saveContentFaults(input: SaveContentInput): Faults {
  const { translations, id, expectedHead } = input;
  const locales = new Set(translations.map((each) => each.locale));
  const isNew = id === null || id === undefined;
  return [
    ...keyFaults(input.idempotencyKey),
    ...idFaults(['id'], id),
    ...(isNew === (expectedHead === null || expectedHead === undefined)
      ? NONE
      : invalid(['expectedHead'], expectedHead ?? null, isNew ? 'nothing without `id`' : 'the `head` that was read')),
    ...(SLUG.test(input.slug) && input.slug.length <= MAX_SLUG
      ? NONE
      : invalid(['slug'], input.slug.slice(0, MAX_SLUG), `a-z, 0-9 and single hyphens, ${MAX_SLUG} at most`)),
    ...(locales.size === translations.length && locales.size > 0
      ? NONE
      : invalid(['translations'], [...locales], 'at least one, and each language once')),
    ...translations.flatMap(translationFaults),
    ...listFaults('tags', input.tags, MAX_TAGS, TAG),
    ...listFaults('relatedIds', input.relatedIds, MAX_RELATED, ID),
    ...listFaults('placeIds', input.placeIds, MAX_PLACES, ID),
    ...rangeFaults(['priority'], input.priority, 0, 9),
    ...targetingFaults(input.targeting),
    ...experimentFaults(input.experiment),
    ...windowFaults(input),
  ];
}

export function restoreContentFaults(input: RestoreContentInput): Faults {
  return [...keyFaults(input.idempotencyKey), ...idFaults(['id'], input.id)];
}

export function transitionContentFaults(input: TransitionContentInput): Faults {
  return [...keyFaults(input.idempotencyKey), ...idFaults(['id'], input.id), ...instantFaults('at', input.at)];
}

/** The one spelling of an instant that is stored, so that text order is time order. @param dateTime an `AWSDateTime` */
export function instantOf(dateTime: string): string {
  return new Date(dateTime).toISOString();
}
