/** Turns the module into a function body: imports become constants in front, `export` disappears. */
import type { TextEdits } from './edits.ts';
import { importedNames, importsOf } from '../source/imports.ts';
import { exportedNames, type SourceModule } from '../source/module.ts';

/** What stands in front of the module's own text, and what ends it. */
export interface Linked {
  readonly constants: string;
  readonly handlers: string;
}

export function linkModule(module: SourceModule, edits: TextEdits): Linked {
  for (const declaration of importsOf(module.program)) edits.blank(declaration.start, declaration.end);
  for (const statement of module.program.body) {
    if (statement.type !== 'ExportNamedDeclaration') continue;
    edits.blank(statement.start, statement.declaration ? statement.declaration.start : statement.end);
  }
  const constants = importedNames(module.program).map(({ local, module: from, imported }) => {
    const source = `$rt.modules.${from}`;
    return `const ${local}=${imported === null ? source : `${source}.${imported}`};`;
  });
  const names = exportedNames(module.program);
  const handlers = ['request', 'response'].map((handler) => `${handler}:${names.get(handler) ?? handler}`);
  return { constants: constants.join(''), handlers: `{${handlers.join(',')}}` };
}
