import { describe, expect, it } from '@jest/globals';
import { originalPositionFor, TraceMap } from '@jridgewell/trace-mapping';
import { buildSync } from 'esbuild';
import { compileText } from '../../../../engine/js-runtime/compile/compile.ts';
import { locateSource } from '../../../../engine/js-runtime/source/locate-source.ts';
import { JsRuntime } from '../../../../engine/js-runtime/index.ts';
import { aContext, host, requestCode } from './given.ts';

const TYPESCRIPT = `import { util } from '@aws-appsync/utils';
interface Args { readonly names: readonly string[] }
export function request(ctx: { args: Args }) {
  const names: string[] = ctx.args.names.map((name: string) => util.str.normalize(name, 'nfc'));
  for (const name of names) {
    console.log(name);
  }
  return { payload: names.length };
}
export function response(ctx: { result: unknown }) { return ctx.result; }
`;

const bundle = (): string =>
  buildSync({
    stdin: { contents: TYPESCRIPT, sourcefile: 'resolvers/shout.ts', loader: 'ts' },
    bundle: true,
    write: false,
    format: 'esm',
    external: ['@aws-appsync/utils'],
    sourcemap: 'inline',
  }).outputFiles[0]?.text ?? '';

/** Where each line of the compiled text that holds `text` was written. */
function writtenAt(code: string, text: string): { source: string | null; line: number | null; column: number | null } {
  const compiled = compileText({ text: code, origin: 'shout.js' }, ['Object'], '/nowhere').text;
  const map = new TraceMap(Buffer.from(compiled.slice(compiled.lastIndexOf('base64,') + 7), 'base64').toString('utf8'));
  const lines = compiled.split('\n');
  const line = lines.findIndex((each) => each.includes(text));
  const column = lines[line]?.indexOf(text) ?? -1;
  const found = originalPositionFor(map, { line: line + 1, column });
  return { source: found.source, line: found.line, column: found.column };
}

const placeIn = (source: string, text: string) => {
  const lines = source.split('\n');
  const line = lines.findIndex((each) => each.includes(text));
  return { line: line + 1, column: lines[line]?.indexOf(text) };
};

describe('what a debugger is told of the text that runs', () => {
  it.each(['const names', 'for (const name', 'return { payload'])(
    'leads from %s of the compiled text to its place in the TypeScript',
    (text) => {
      const at = placeIn(TYPESCRIPT, text);
      expect(writtenAt(bundle(), text)).toEqual({ source: 'resolvers/shout.ts', ...at });
    },
  );

  it('code without a map is its own source', () => {
    const code =
      'export function request() { return { payload: null }; }\n\nexport function response(ctx) {\n  return ctx.result;\n}';
    expect(writtenAt(code, 'return ctx.result')).toEqual({ source: 'shout.js', line: 4, column: 2 });
  });

  it('a map that cannot be read leaves the code as its own source', () => {
    const code = `export function request() {\n  return {};\n}\nexport function response() {}\n//# sourceMappingURL=data:application/json;base64,${Buffer.from('[1]').toString('base64')}`;
    expect(writtenAt(code, 'return {}')).toEqual({ source: 'shout.js', line: 2, column: 2 });
  });

  it('nothing is added where no debugger may come', () => {
    expect(
      compileText({ text: bundle(), origin: 'shout.js' }, ['Object']).text.match(/sourceMappingURL/g),
    ).toHaveLength(1);
  });
});

describe('a handler that a debugger may hold', () => {
  const loop = requestCode(
    'const five = [1, 2, 3, 4, 5];\nfor (const a of five) for (const b of five) for (const c of five) [a].concat(b, c);\nreturn 1;',
  );
  let now = 0;
  const slowHost = { ...host, clock: { now: () => (now += 1_000) } };
  const outcomeOf = (runtime: JsRuntime) =>
    runtime.compile({ text: loop, origin: 'slow.js' }).evaluate('request', aContext(), slowHost).outcome;

  it('has no time limit', () => {
    expect(outcomeOf(new JsRuntime())).toMatchObject({ kind: 'codeError' });
    expect(outcomeOf(new JsRuntime({ debugFrom: '/nowhere' }))).toEqual({ kind: 'value', value: 1 });
  });
});

describe('files that a source map names', () => {
  const only = (path: string) => (asked: string) => asked === path;

  it.each([
    ['beside the code', 'src/a.ts', '/out', '/out/src/a.ts'],
    ['from the folder that a bundler wrote to', '../../src/a.ts', '/app/cdk.out', '/app/src/a.ts'],
    ['as far up as it takes', './src/a.ts', '/app/deep/er/cdk.out', '/app/src/a.ts'],
  ])('are found %s', (_, source, folder, file) => {
    expect(locateSource(source, folder, only(file))).toBe(`file://${file}`);
  });

  it('keep their names when they are not there, or are addresses', () => {
    expect(locateSource('../src/a.ts', '/out', () => false)).toBe('../src/a.ts');
    expect(locateSource('webpack:///src/a.ts', '/out', () => true)).toBe('webpack:///src/a.ts');
  });
});
