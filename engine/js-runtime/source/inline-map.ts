/** The source map that a bundler left at the end of resolver code (spec 2.1). */

/** Version 3 of the format, as far as it is read here. */
export interface InlineMap {
  readonly version: number;
  readonly sources: readonly (string | null)[];
  readonly sourceRoot?: string;
  readonly sourcesContent?: readonly (string | null)[];
  readonly names: readonly string[];
  readonly mappings: string;
}

const COMMENT = /\/\/# sourceMappingURL=data:application\/json;(?:charset=utf-8;)?base64,([A-Za-z0-9+/=]+)\s*$/;

/** @returns null when there is none, text stands behind the comment, or it holds no JSON */
export function inlineMap(text: string): InlineMap | null {
  const encoded = COMMENT.exec(text)?.[1];
  if (encoded === undefined) return null;
  try {
    return JSON.parse(Buffer.from(encoded, 'base64').toString('utf8')) as InlineMap;
  } catch {
    return null;
  }
}
