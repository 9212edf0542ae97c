/** Imports, exports and size of the code as a whole (spec 2.1, 2.3). */
import { importsOf, knownModule } from '../source/imports.ts';
import { exportedNames, type SourceModule } from '../source/module.ts';
import { isFunction } from '../source/node.ts';
import type { Finding } from '../types.ts';
import { findingAt } from './finding.ts';

/** AppSync's limit for one resolver or function, an inline source map included. */
export const MAX_CODE_CHARACTERS = 32_000;

/** Refuses foreign imports, other forms of export, a missing handler, and code over the limit. */
export function checkModule(module: SourceModule): Finding[] {
  return [...checkSize(module), ...checkImports(module), ...checkExports(module)];
}

function checkSize({ text, program }: SourceModule): Finding[] {
  if (text.length <= MAX_CODE_CHARACTERS) return [];
  const message = `The code has ${text.length} characters; AppSync takes at most ${MAX_CODE_CHARACTERS}.`;
  return [{ ...findingAt(program, 'code-size', message), line: 1, column: 1 }];
}

function checkImports({ program }: SourceModule): Finding[] {
  return importsOf(program).flatMap((declaration) => {
    const specifier = String(declaration.source.value);
    if (knownModule(specifier) !== undefined) return [];
    const message = `Cannot import '${specifier}': only '@aws-appsync/utils' and its modules '/dynamodb', '/rds' and '/ai' exist; bundle the rest.`;
    return [findingAt(declaration, 'foreign-import', message)];
  });
}

function checkExports(module: SourceModule): Finding[] {
  const { program, topLevel } = module;
  const refused = program.body.flatMap((statement) => {
    if (statement.type === 'ExportDefaultDeclaration' || statement.type === 'ExportAllDeclaration') {
      return [findingAt(statement, 'export-form', 'Only named exports of this module are supported.')];
    }
    const isReExport = statement.type === 'ExportNamedDeclaration' && statement.source;
    return isReExport ? [findingAt(statement, 'export-form', 'Exports of another module are not supported.')] : [];
  });
  const names = exportedNames(program);
  const missing = ['request', 'response'].flatMap((handler) => {
    const local = names.get(handler);
    if (local !== undefined && isFunction(topLevel.get(local)?.init)) return [];
    const message =
      local === undefined
        ? `The code does not export the function '${handler}'.`
        : `The export '${handler}' is not a function.`;
    return [{ ...findingAt(program, 'missing-export', message), line: 1, column: 1, span: 0 }];
  });
  return [...refused, ...missing];
}
