/** The answer as JSON, unless it is larger than what the service sends (spec/appsync-edge 5). */

/** The service compresses bodies of up to 10,000,000 bytes, so none is larger. */
export const MAX_ANSWER_BYTES = 10_000_000;

/** A result of the request, not of its transport: clients would send a 5xx again (edge 0.9). Type and text are our own. */
const TOO_LARGE = JSON.stringify({
  data: null,
  errors: [
    {
      path: null,
      data: null,
      errorType: 'ResponseSizeLimitReached',
      errorInfo: null,
      locations: null,
      message: `The response exceeds ${MAX_ANSWER_BYTES} bytes.`,
    },
  ],
});

export function toText(body: object): string {
  let text: string;
  try {
    text = JSON.stringify(body);
  } catch (failure) {
    // Longer than a string can be: the only way in which JSON of plain values fails.
    if (!(failure instanceof RangeError)) throw failure;
    return TOO_LARGE;
  }
  // UTF-8 takes three bytes at most for each unit.
  if (text.length * 3 <= MAX_ANSWER_BYTES) return text;
  return Buffer.byteLength(text) > MAX_ANSWER_BYTES ? TOO_LARGE : text;
}
