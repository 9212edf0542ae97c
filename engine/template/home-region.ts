/**
 * The region of a stack whose assembly leaves it open. A template that was written for one region says so: by a literal `AwsRegion`, or
 * by a mapping that has entries for regions. Read from the text alone, since nothing can be resolved before the region is known.
 */
import { isRecord, type JsonRecord } from './section.ts';

const FALLBACK = 'eu-west-1';
const REGION = /^[a-z]{2}(?:-[a-z]+)+-\d$/;

export function homeRegion(template: JsonRecord): string {
  return literalRegion(template.Resources) ?? mappedRegion(template.Mappings) ?? FALLBACK;
}

function literalRegion(value: unknown): string | undefined {
  if (Array.isArray(value)) return firstOf(value);
  if (!isRecord(value)) return undefined;
  const { AwsRegion: region } = value;
  return typeof region === 'string' && REGION.test(region) ? region : firstOf(Object.values(value));
}

function firstOf(values: readonly unknown[]): string | undefined {
  for (const value of values) {
    const found = literalRegion(value);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Any region will do that all such mappings have; the fallback first. */
function mappedRegion(mappings: unknown): string | undefined {
  const byRegion = Object.values(isRecord(mappings) ? mappings : {})
    .map((map) => Object.keys(isRecord(map) ? map : {}).filter((key) => REGION.test(key)))
    .filter((regions) => regions.length > 0);
  const [first = [], ...others] = byRegion;
  const shared = first.filter((region) => others.every((regions) => regions.includes(region)));
  return shared.includes(FALLBACK) ? FALLBACK : shared[0];
}
