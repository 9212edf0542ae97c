/** Narrowing of parsed JSON, which has no type of its own. */
export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value as a string; undefined for everything else. */
export function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** The value as an object; an empty one for everything else. */
export function object(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}

/** Undefined when the text is no JSON. */
export function parseJson(source: string): unknown {
  try {
    return JSON.parse(source) as unknown;
  } catch {
    return undefined;
  }
}
