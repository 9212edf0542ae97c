/** An editor's input as what a version keeps: nulls are clauses that are not there. */
import type { ExperimentInput, SaveContentInput, TargetingInput } from '../../../schema/generated/types.ts';
import type { Experiment, Targeting, VersionSettings, VersionText } from './content.ts';
import { instantOf } from './inputs.ts';

/** An absent member, a null and an empty list all mean: no clause. */
export function targetingOf(input: TargetingInput | null | undefined): Targeting {
  const clauses = Object.entries<unknown>({ ...input }).filter(
    ([, value]) => value !== null && value !== undefined && !(Array.isArray(value) && value.length === 0),
  );
  return Object.fromEntries(clauses);
}

function experimentOf(input: ExperimentInput | null | undefined): Experiment | null {
  if (input === null || input === undefined) return null;
  return {
    key: input.key,
    variants: input.variants.map(({ key, share, texts }) => ({
      key,
      share,
      texts: texts.map(({ locale, title, summary, image }) => ({
        locale,
        ...(title === null || title === undefined ? {} : { title }),
        ...(summary === null || summary === undefined ? {} : { summary }),
        ...(image === null || image === undefined ? {} : { image }),
      })),
    })),
  };
}

const optionalInstant = (text: string | null | undefined): string | null =>
  text === null || text === undefined ? null : instantOf(text);

export function settingsOf(input: SaveContentInput): VersionSettings {
  return {
    type: input.type,
    slug: input.slug,
    tags: input.tags ?? [],
    relatedIds: input.relatedIds ?? [],
    placeIds: input.placeIds ?? [],
    targeting: targetingOf(input.targeting),
    priority: input.priority ?? 0,
    visibleFrom: optionalInstant(input.visibleFrom),
    visibleTo: optionalInstant(input.visibleTo),
    experiment: experimentOf(input.experiment),
  };
}

export function textsOf(input: SaveContentInput): readonly VersionText[] {
  return input.translations.map(({ locale, title, summary, body, image }) => ({
    locale,
    title,
    summary: summary ?? null,
    body: body ?? null,
    image: image ?? null,
  }));
}
