import type { AliasBlueprint, FunctionBlueprint } from '../template/index.ts';

export interface FoundFunction {
  readonly fn: FunctionBlueprint;
  /** `$LATEST`, or the number behind a version ARN or an alias. */
  readonly version: string;
  /** What the context object shows as `invokedFunctionArn`. */
  readonly invokedArn: string;
}

/** Name or (partial) ARN of a function, and the qualifier behind it. */
interface FunctionReference {
  readonly name: string;
  readonly qualifier: string | null;
}

/** Reads `name`, `name:qualifier`, `account:function:name[:qualifier]` and the full ARN, as the Invoke API does. */
export function parseFunctionReference(reference: string): FunctionReference {
  const parts = reference.split(':');
  const marker = parts.indexOf('function');
  const [name = '', qualifier = null] = marker > 0 ? parts.slice(marker + 1) : parts;
  return { name, qualifier };
}

/** @returns a look-up; null when there is no such function, version or alias */
export function createFunctionLookup(
  functions: readonly FunctionBlueprint[],
  aliases: readonly AliasBlueprint[],
): (reference: string) => FoundFunction | null {
  const byName = new Map(functions.map((fn) => [fn.functionName, fn]));
  const versions = new Map<string, string>();
  for (const alias of aliases) {
    const target = parseFunctionReference(alias.functionArn);
    versions.set(`${target.name}:${alias.name}`, target.qualifier ?? '$LATEST');
  }
  return (reference) => {
    const { name, qualifier } = parseFunctionReference(reference);
    const fn = byName.get(name);
    if (fn === undefined || (reference.startsWith('arn:') && !reference.startsWith(fn.arn))) return null;
    if (qualifier === null) return { fn, version: '$LATEST', invokedArn: fn.arn };
    const isVersion = qualifier === '$LATEST' || /^\d+$/.test(qualifier);
    const version = isVersion ? qualifier : versions.get(`${name}:${qualifier}`);
    return version === undefined ? null : { fn, version, invokedArn: `${fn.arn}:${qualifier}` };
  };
}
