/** The members of `errors`, each in the key order that AppSync prints (spec/appsync-resolvers 8.2, 8.3, 8.5). */
import type { GraphqlErrorEntry, RaisedError, SourceLocation } from './ports.ts';

/** Where a value stands in the answer, from the leaf up, so that nothing is copied unless an error needs it. */
export interface Path {
  readonly prev: Path | null;
  readonly key: string | number;
}

/** From the root down, as `errors[].path` shows it. */
export function toPathList(path: Path | null): (string | number)[] {
  const list: (string | number)[] = [];
  for (let at = path; at !== null; at = at.prev) list.push(at.key);
  return list.reverse();
}

/** `/syncEnquiries/items[0]/noBedrooms`, as completion messages show it. */
export function toPathText(path: Path | null): string {
  return toPathList(path)
    .map((key) => (typeof key === 'number' ? `[${key}]` : `/${key}`))
    .join('');
}

/** An error that a resolver raised: all six keys are always there (8.3). */
export function toFieldError(raised: RaisedError, path: Path, locations: readonly SourceLocation[]): GraphqlErrorEntry {
  return {
    path: toPathList(path),
    data: raised.data ?? null,
    errorType: raised.errorType,
    errorInfo: raised.errorInfo ?? null,
    locations,
    message: raised.message,
  };
}

/** A value that does not fit its type: no `errorType` (8.5). */
export function toCompletionError(message: string, path: Path): GraphqlErrorEntry {
  return { path: toPathList(path), locations: null, message };
}

/** A fault of the document or of its variables: `path` is null and nothing ran (8.2). */
export function toRequestError(message: string, locations: readonly SourceLocation[] | null): GraphqlErrorEntry {
  return { path: null, locations, message };
}

/** @param errorType - null when the raiser named none, as `util.error('m')` does */
export function raise(message: string, errorType: string | null, data: unknown = null): RaisedError {
  return { message, errorType, data, errorInfo: null };
}

/** The one text of every refused field, by directive, `deniedFields` or `util.unauthorized()` (edge 2.8 rule 7). */
export function notAuthorized(fieldName: string, typeName: string): RaisedError {
  return raise(`Not Authorized to access ${fieldName} on type ${typeName}`, 'Unauthorized');
}
