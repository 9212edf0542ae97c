/** The modules that AppSync gives to resolver code, and what a module imports of them. */
import type { ImportDeclaration, Program } from 'acorn';

export const UTILS_MODULE = '@aws-appsync/utils';
export const DYNAMODB_MODULE = '@aws-appsync/utils/dynamodb';

export type KnownModule = typeof UTILS_MODULE | typeof DYNAMODB_MODULE;

export interface ImportedName {
  readonly local: string;
  readonly module: KnownModule;
  /** Null for `* as local`. */
  readonly imported: string | null;
}

export function importsOf(program: Program): ImportDeclaration[] {
  return program.body.filter((statement) => statement.type === 'ImportDeclaration');
}

/** The module behind a specifier; AppSync also takes the path with `.js`. */
export function knownModule(specifier: unknown): KnownModule | undefined {
  if (specifier === UTILS_MODULE || specifier === DYNAMODB_MODULE) return specifier;
  return specifier === `${DYNAMODB_MODULE}.js` ? DYNAMODB_MODULE : undefined;
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
