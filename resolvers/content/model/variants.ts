/** Which text of an experiment a reader gets: the same one at each reading, and nothing is stored for it. Legal in APPSYNC_JS. */
import type { DocumentVariant } from './content.ts';

/** The item as it is. */
export const CONTROL = 'control';

const BUCKETS = 100;
const MODULUS = 2_147_483_647;
const MULTIPLIER = 48_271;
const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_.:';

/** 0..99, evenly over readers: Lehmer's generator, fed with the text (APPSYNC_JS has no hashing, and no character codes). */
export function bucketOf(experiment: string, reader: string): number {
  const hash = `${experiment}:${reader}`
    .split('')
    .reduce((sum, character) => ((sum + ALPHABET.indexOf(character) + 2) * MULTIPLIER) % MODULUS, 1);
  return Math.floor((((hash * MULTIPLIER) % MODULUS) / MODULUS) * BUCKETS);
}

type Texts = { readonly title: string; readonly summary?: string | null; readonly image?: string | null };

export type ChosenTexts = {
  readonly title: string;
  readonly summary: string | null;
  readonly image: string | null;
  /** Null when no experiment runs. */
  readonly variant: string | null;
};

type Item = Texts & { readonly experiment?: string | null; readonly variants?: readonly DocumentVariant[] };

/** @param reader something that stays the same for one person; null gets the item as it is */
export function chooseTexts(item: Item, reader: string | null): ChosenTexts {
  const experiment = item.experiment ?? null;
  const bucket = experiment === null || reader === null ? BUCKETS : bucketOf(experiment, reader);
  return textsOf(
    item,
    (item.variants ?? []).find((each) => bucket < each.upTo),
  );
}

/** What the readers of one variant get; of `control`, and of a key that is not there, the item as it is. */
export function textsOfVariant(item: Item, key: string): ChosenTexts {
  return textsOf(
    item,
    (item.variants ?? []).find((each) => each.key === key),
  );
}

function textsOf(item: Item, variant: DocumentVariant | undefined): ChosenTexts {
  const hasExperiment = (item.experiment ?? null) !== null;
  return {
    title: variant?.title ?? item.title,
    summary: variant?.summary ?? item.summary ?? null,
    image: variant?.image ?? item.image ?? null,
    variant: hasExperiment ? (variant?.key ?? CONTROL) : null,
  };
}
