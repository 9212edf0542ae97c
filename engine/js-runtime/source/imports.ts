/** The modules that AppSync gives to resolver code, and what a module imports of them. */
import type { ImportDeclaration, Program } from 'acorn';

/** Each module by the name that this runtime gives it. */
const MODULES: ReadonlyMap<unknown, KnownModule> = new Map([
  ['@aws-appsync/utils', 'utils'],
  ['@aws-appsync/utils/dynamodb', 'dynamodb'],
  ['@aws-appsync/utils/rds', 'rds'],
  ['@aws-appsync/utils/ai', 'ai'],
]);

export type KnownModule = 'utils' | 'dynamodb' | 'rds' | 'ai';

export interface ImportedName {
  readonly local: string;
  readonly module: KnownModule;
  /** Null for `* as local`. */
  readonly imported: string | null;
}

export function importsOf(program: Program): ImportDeclaration[] {
  return program.body.filter((statement) => statement.type === 'ImportDeclaration');
}

/** The module behind a specifier; AppSync also takes the path of a sub-module with `.js`. */
export function knownModule(specifier: unknown): KnownModule | undefined {
  return MODULES.get(typeof specifier === 'string' ? specifier.replace(/(?<=\/\w+\/\w+)\.js$/, '') : specifier);
}

/** Every local name that an import makes; specifiers of unknown modules are left out. */
export function importedNames(program: Program): ImportedName[] {
  return importsOf(program).flatMap((declaration) => {
    const module = knownModule(declaration.source.value);
    if (module === undefined) return [];
    return declaration.specifiers.flatMap((specifier): ImportedName[] => {
      const local = specifier.local.name;
      if (specifier.type === 'ImportNamespaceSpecifier') return [{ local, module, imported: null }];
      if (specifier.type === 'ImportDefaultSpecifier') return [{ local, module, imported: 'default' }];
      const { imported } = specifier;
      return [{ local, module, imported: imported.type === 'Identifier' ? imported.name : String(imported.value) }];
    });
  });
}
