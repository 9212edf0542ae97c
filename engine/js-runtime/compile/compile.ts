/** From text to a factory: parsed, checked, linked and instrumented once. */
import { userError, type EngineError } from '../../kernel/index.ts';
import { readCode } from '../check/check-code.ts';
import type { SourceModule } from '../source/module.ts';
import { placesOf, type PlaceOf } from '../source/places.ts';
import type { Finding, ResolverCode } from '../types.ts';
import { debugMap } from './debug-map.ts';
import { type Edited, TextEdits } from './edits.ts';
import { exitEarly } from './early-exit.ts';
import { isStateless, mayWriteInputs } from './effects.ts';
import { instrument } from './instrument.ts';
import { linkModule } from './link.ts';

export interface CompiledText {
  /** An expression: a function of `$rt` that gives a function that runs the module and gives its handlers. */
  readonly text: string;
  /** Names a place of the compiled text as it stands in the given code, or in the file that this was made of. */
  readonly placeOf: PlaceOf;
  readonly mayWriteInputs: boolean;
  readonly isStateless: boolean;
  readonly usesStash: boolean;
  readonly warnings: readonly Finding[];
}

/**
 * @param sourceFolder - given when a debugger may look: where the files are looked for that the code was made of
 * @throws {EngineError} JS_RUNTIME_CODE_REFUSED, naming every place and rule
 */
export function compileText(code: ResolverCode, globalNames: readonly string[], sourceFolder?: string): CompiledText {
  const { findings, module } = readCode(code.text);
  const errors = findings.filter((finding) => finding.severity === 'error');
  if (module === null || errors.length > 0) throw refused(code.origin, errors);
  const mayWrite = mayWriteInputs(module);
  return {
    ...link(module, globalNames, (edited) => (sourceFolder === undefined ? '' : debugMap(code, edited, sourceFolder))),
    mayWriteInputs: mayWrite,
    // Functions are objects too: code that writes somewhere might write into one of its own.
    isStateless: !mayWrite && isStateless(module),
    usesStash: code.text.includes('stash'),
    warnings: findings,
  };
}

function link(
  module: SourceModule,
  globalNames: readonly string[],
  mapOf: (edited: Edited) => string,
): Pick<CompiledText, 'text' | 'placeOf'> {
  const edits = new TextEdits(module.text);
  const placeOf = placesOf(module.text);
  const { constants, handlers } = linkModule(module, edits);
  exitEarly(module, edits);
  const temporaries = instrument(module, edits, placeOf);
  const variables = temporaries.length === 0 ? '' : `let ${temporaries.join(',')};`;
  // AppSync's own names stand one function further out, so that the module may declare the same ones.
  const prefix =
    `(function($rt){"use strict";const {${globalNames.join(',')}}=$rt.globals;` +
    `const {util,extensions,runtime}=$rt.modules.utils;return function(){${variables}${constants}`;
  const edited = edits.apply(prefix, `\nreturn ${handlers};}})`);
  return { text: edited.text + mapOf(edited), placeOf: (position) => placeOf(edited.originOf(position)) };
}

/** All findings in one error, as the service answers `The code contains one or more errors.` */
function refused(origin: string, errors: readonly Finding[]): EngineError {
  const places = errors.map(({ line, column, message, rule }) => `  ${origin}:${line}:${column} ${message} (${rule})`);
  return userError(
    'JS_RUNTIME_CODE_REFUSED',
    `AppSync would refuse this resolver code: The code contains one or more errors.\n${places.join('\n')}`,
    'Change each place named; what APPSYNC_JS supports: https://docs.aws.amazon.com/appsync/latest/devguide/resolver-reference-js-version.html',
  );
}
