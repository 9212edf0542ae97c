/**
 * What the service's type check finds: a member of `util`, `extensions`, `runtime` or an imported module that does not exist
 * fails when the code is saved, not when it runs (spec 2.4).
 */
import type { AnyNode, Identifier } from 'acorn';
import { importedNames, importsOf, knownModule } from '../source/imports.ts';
import type { SourceModule } from '../source/module.ts';
import { memberName } from '../source/node.ts';
import { SURFACE, isGroup, type Surface } from '../surface.ts';
import type { Finding } from '../types.ts';
import { findingAt } from './finding.ts';

const ROOT: Surface = SURFACE.utils;

/** Refuses unknown members, and imports of names that a module lacks. */
export function checkMembers(module: SourceModule): Finding[] {
  const roots = new Map<string, Surface | true>();
  for (const { local, module: from, imported } of importedNames(module.program)) {
    const surface: Surface = SURFACE[from];
    const target = imported === null ? surface : surface[imported];
    if (target !== undefined) roots.set(local, target);
  }
  return [
    ...checkImportedNames(module),
    ...[...module.resolved].flatMap(([id, binding]) =>
      binding.kind === 'import' ? checkChain(module, id, roots.get(id.name)) : [],
    ),
    ...module.unresolved.flatMap((id) =>
      checkChain(module, id, Object.hasOwn(ROOT, id.name) ? ROOT[id.name] : undefined),
    ),
  ];
}

function checkChain(module: SourceModule, id: Identifier, root: Surface | true | undefined): Finding[] {
  let surface = root;
  let node: AnyNode = id;
  let path = id.name;
  while (isGroup(surface)) {
    const parent = module.parents.get(node);
    if (parent?.type !== 'MemberExpression' || parent.object !== node) return [];
    const name = memberName(parent);
    if (name === undefined) return [];
    if (!Object.hasOwn(surface, name)) {
      const message = `Property '${name}' does not exist on ${path}. It has: ${Object.keys(surface).join(', ')}`;
      return [typeFinding(parent.property, message)];
    }
    surface = surface[name];
    node = parent;
    path = `${path}.${name}`;
  }
  return [];
}

/** The type check's findings are of the parser's kind, and stand at the name (observed: terraform-provider-aws 30760). */
function typeFinding(node: AnyNode, message: string): Finding {
  return { ...findingAt(node, 'unknown-member', message), errorType: 'PARSE_ERROR' };
}

function checkImportedNames(module: SourceModule): Finding[] {
  return importsOf(module.program).flatMap((declaration) => {
    const known = knownModule(declaration.source.value);
    if (known === undefined) return [];
    const surface: Surface = SURFACE[known];
    return declaration.specifiers.flatMap((specifier) => {
      if (specifier.type === 'ImportNamespaceSpecifier') return [];
      const { imported } = specifier.type === 'ImportSpecifier' ? specifier : { imported: null };
      const name =
        imported === null ? 'default' : imported.type === 'Identifier' ? imported.name : String(imported.value);
      // Bundlers drop type imports; code that is checked before bundling may still hold `Context`.
      return Object.hasOwn(surface, name)
        ? []
        : [typeFinding(specifier, `Module '${String(declaration.source.value)}' has no exported member '${name}'.`)];
    });
  });
}
