/** What a person wants to know of an answer besides its data. */
import { isObject, object, parseJson, text, type JsonObject } from './json.ts';

export interface AnswerNote {
  readonly status: number;
  readonly ms: number;
  readonly bytes: number;
  readonly persona: string;
}

export interface Problem {
  readonly title: string;
  readonly details: readonly string[];
  /** `refused`: somebody else may be allowed to; `failed`: everything else. */
  readonly kind: 'refused' | 'failed';
}

const REFUSALS =
  /^(Unauthorized|UnauthorizedException|UnrecognizedClientException|InvalidSignatureException|NotAuthorizedException)$/;

/** What went wrong, in words; undefined when nothing did. `userErrors` of mutations count: they are why nothing happened. */
export function problemOf(response: unknown, persona: string): Problem | undefined {
  const { errors, data } = object(response);
  const listed = Array.isArray(errors) ? errors.filter(isObject) : [];
  const refused = listed.filter((error) => REFUSALS.test(text(error.errorType) ?? ''));
  if (refused.length > 0) {
    const hasData = isObject(data) && Object.values(data).some((value) => value !== null);
    const what =
      isObject(data) || refused.some((error) => error.path !== undefined)
        ? 'may not do this'
        : 'was not let in: the API refused the credentials';
    return {
      kind: 'refused',
      title: `“${persona}” ${what}${hasData ? ', in part' : ''}.`,
      details: refused.map(describe),
    };
  }
  if (listed.length > 0) {
    return {
      kind: 'failed',
      title: listed.length === 1 ? 'The API reported an error.' : `The API reported ${listed.length} errors.`,
      details: listed.map(describe),
    };
  }
  const outcomes = Object.values(object(data))
    .flatMap((field) => object(field).userErrors ?? [])
    .filter(isObject);
  if (outcomes.length === 0) return undefined;
  return {
    kind: 'failed',
    title: 'Nothing was changed.',
    details: outcomes.map((error) => [error.code, error.message].filter(Boolean).join(': ')),
  };
}

function describe(error: JsonObject): string {
  const path = Array.isArray(error.path) ? `${error.path.join('.')}: ` : '';
  const type = text(error.errorType);
  return `${path}${text(error.message) ?? JSON.stringify(error)}${type === undefined ? '' : ` (${type})`}`;
}

/** The body as the page shows it: also what is no JSON gets the shape of an answer. */
export function toAnswer(body: string, status: number): JsonObject {
  const parsed = parseJson(body);
  if (isObject(parsed)) return parsed;
  return { errors: [{ message: `The API answered ${status} with something that is not JSON: ${body.slice(0, 200)}` }] };
}
