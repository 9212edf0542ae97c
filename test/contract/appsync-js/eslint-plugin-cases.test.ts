/** The cases by which AWS tests its own lint plugin, put to the checker: what they call valid passes, what they call invalid does not. */
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path, { dirname, join } from 'node:path';
import { compileFunction } from 'node:vm';
import { describe, expect, it } from '@jest/globals';
import { checkCode } from '../../../engine/js-runtime/index.ts';

interface Case {
  readonly rule: string;
  readonly code: string;
  readonly isValid: boolean;
}
type Given = string | { readonly code: string };

const folder = join(
  dirname(createRequire(import.meta.url).resolve('@aws-appsync/eslint-plugin/package.json')),
  'lib',
  'rules',
);

/** Runs the plugin's test files, not as jest's modules, with a tester that only takes the cases down. */
function casesOf(file: string): Case[] {
  const cases: Case[] = [];
  class RuleTester {
    static afterAll = (): void => undefined;
    run(
      rule: string,
      _: unknown,
      given: { readonly valid: readonly Given[]; readonly invalid: readonly Given[] },
    ): void {
      for (const isValid of [true, false])
        for (const one of isValid ? given.valid : given.invalid)
          cases.push({ rule, isValid, code: typeof one === 'string' ? one : one.code });
    }
  }
  const text = readFileSync(join(folder, file), 'utf8');
  const load = compileFunction(text, ['require', 'exports', '__dirname']);
  load.call(undefined, (name: string) => (name === 'path' ? path : { RuleTester, default: {} }), {}, folder);
  return cases;
}

/** Handlers that the case lacks, or does not export. */
const complete = (code: string): string =>
  ['request', 'response']
    .filter((name) => !new RegExp(`export\\s+(?:const|function|let)\\s+${name}\\b`).test(code))
    .reduce((whole, name) => {
      const isThere = new RegExp(`(?:const|function|let)\\s+${name}\\b`).test(code);
      return `${whole}\n${isThere ? `export { ${name} };` : `export function ${name}(its) { return its.result; }`}`;
    }, code);

const CASES = readdirSync(folder)
  .filter((file) => file.endsWith('.test.js'))
  .flatMap(casesOf);

describe('checkCode and the test cases of @aws-appsync/eslint-plugin', () => {
  it('are all there', () => {
    expect(CASES.length).toBeGreaterThan(100);
  });

  it.each(CASES)('$rule: $code', ({ rule, code, isValid }) => {
    const errors = checkCode(complete(code)).filter(({ severity }) => severity === 'error');

    // A case is valid by its own rule alone: it may break another.
    if (isValid) expect(errors.filter((error) => error.rule === rule || error.rule === 'parser')).toEqual([]);
    else expect(errors).not.toEqual([]);
  });
});
