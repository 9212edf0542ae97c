import { userError } from '../kernel/index.ts';

/** Patterns over client ids and tokens must match the whole text, as `a|b` lists of ids expect; null lets every text pass. */
export function readClientPattern(pattern: string | null): (text: string) => boolean {
  if (pattern === null) return () => true;
  try {
    const expression = new RegExp(`^(?:${pattern})$`);
    return (text) => expression.test(text);
  } catch (cause) {
    throw userError(
      'AUTH_CLIENT_PATTERN_INVALID',
      `A pattern of the API's authorization is not a regular expression: '${pattern}'.`,
      'Mend AppIdClientRegex, ClientId or IdentityValidationExpression in the template.',
      cause,
    );
  }
}
