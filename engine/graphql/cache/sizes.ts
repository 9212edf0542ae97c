import type { ApiCacheBlueprint } from '../../template/index.ts';

const MB = 1024 * 1024;
/** One machine serves all here: a cache gets a thirty-second part of what AWS's instance of that type has, and at most this. */
const MOST_BYTES = 512 * MB;

const BYTES: Readonly<Record<ApiCacheBlueprint['size'], number>> = {
  SMALL: 48 * MB,
  MEDIUM: 96 * MB,
  LARGE: 384 * MB,
  XLARGE: MOST_BYTES,
  LARGE_2X: MOST_BYTES,
  LARGE_4X: MOST_BYTES,
  LARGE_8X: MOST_BYTES,
  LARGE_12X: MOST_BYTES,
};

/** How much a cache of that type may hold. */
export function bytesOfCache(size: ApiCacheBlueprint['size']): number {
  return BYTES[size];
}
