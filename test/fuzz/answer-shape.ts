/** What every answer must be, whatever was sent (spec/appsync-resolvers 8). */
const ENTRY_KEYS = new Set(['path,locations,message', 'path,data,errorType,errorInfo,locations,message']);
const STACK =
  /\n\s+at |node:internal|node_modules|engine\/|\.ts:\d+|Maximum call stack|Cannot read propert|is not a function/;

export interface Answered {
  readonly status: number;
  readonly errorType: string | null;
  readonly text: string;
}

function resultFault(text: string): string | null {
  const body = JSON.parse(text) as Record<string, unknown>;
  const extra = Object.keys(body).filter((key) => key !== 'data' && key !== 'errors');
  if (extra.length > 0) return `unknown keys ${extra.join()}`;
  if (typeof body.data !== 'object' || Array.isArray(body.data)) return 'data is no object';
  if (!('errors' in body)) return body.data === null ? 'neither data nor errors' : null;
  if (!Array.isArray(body.errors) || body.errors.length === 0) return 'errors is no list, or an empty one';
  const odd = (body.errors as Record<string, unknown>[]).find(
    (entry) => !ENTRY_KEYS.has(Object.keys(entry).join()) || typeof entry.message !== 'string',
  );
  return odd === undefined ? null : `an error of the shape ${JSON.stringify(odd)}`;
}

function refusalFault({ text, errorType }: Answered): string | null {
  const body = JSON.parse(text) as {
    readonly errors?: readonly { readonly errorType?: unknown; readonly message?: unknown }[];
  };
  const [error, ...others] = body.errors ?? [];
  if (error === undefined || others.length > 0 || Object.keys(body).join() !== 'errors') return 'not one error alone';
  if (error.errorType !== errorType) return `the header says ${String(errorType)}, the body ${String(error.errorType)}`;
  return typeof error.message === 'string' ? null : 'no message';
}

/** @returns null for an answer in AppSync's shape */
export function faultOf(answered: Answered, echoed: string): string | null {
  if (answered.status >= 500) return `status ${answered.status}: ${answered.text.slice(0, 300)}`;
  if (STACK.test(answered.text) && !STACK.test(echoed)) return `an inner text got out: ${answered.text.slice(0, 500)}`;
  return answered.status === 200 ? resultFault(answered.text) : refusalFault(answered);
}
