/** Parses resolver code once, and resolves every name in it; rules, linker and instrumentation all read this. */
import { parse, type AnyNode, type Identifier, type Program } from 'acorn';
import { childrenOf, isFunction, type FunctionNode } from './node.ts';
import { Scope, identifiersOf, type Binding } from './scope.ts';

export interface SourceModule {
  readonly text: string;
  readonly program: Program;
  /** Every node, parents before children. */
  readonly nodes: readonly AnyNode[];
  readonly parents: ReadonlyMap<AnyNode, AnyNode>;
  /** What an identifier that is read or written refers to; a name that nothing declares is absent. */
  readonly resolved: ReadonlyMap<Identifier, Binding>;
  readonly unresolved: readonly Identifier[];
  readonly topLevel: ReadonlyMap<string, Binding>;
}

/** @throws SyntaxError of acorn, with `loc` */
export function parseModule(text: string): SourceModule {
  const program = parse(text, { ecmaVersion: 'latest', sourceType: 'module', locations: true });
  const reader = new ScopeReader();
  reader.visit(program, reader.top);
  reader.resolve();
  return {
    text,
    program,
    nodes: reader.nodes,
    parents: reader.parents,
    resolved: reader.resolved,
    unresolved: reader.unresolved,
    topLevel: reader.top.bindings,
  };
}

class ScopeReader {
  readonly top = new Scope(null, true);
  readonly nodes: AnyNode[] = [];
  readonly parents = new Map<AnyNode, AnyNode>();
  readonly resolved = new Map<Identifier, Binding>();
  readonly unresolved: Identifier[] = [];
  readonly #declaring = new Set<Identifier>();
  readonly #writes = new Set<Identifier>();
  readonly #uses: { readonly id: Identifier; readonly scope: Scope }[] = [];

  visit(node: AnyNode, scope: Scope): void {
    this.nodes.push(node);
    const inner = this.#enter(node, scope);
    if (node.type === 'Identifier' && !this.#declaring.has(node)) this.#uses.push({ id: node, scope });
    for (const child of childrenOf(node)) {
      this.parents.set(child, node);
      this.visit(child, inner);
    }
  }

  // Resolved last, because functions and `var` may be used above their declaration.
  resolve(): void {
    for (const { id, scope } of this.#uses) {
      const binding = scope.find(id.name);
      if (binding === undefined) this.unresolved.push(id);
      else {
        this.resolved.set(id, binding);
        binding.references.push({ id, isWrite: this.#writes.has(id) });
      }
    }
  }

  #enter(node: AnyNode, scope: Scope): Scope {
    switch (node.type) {
      case 'VariableDeclaration': {
        const kind = node.kind === 'var' || node.kind === 'let' ? node.kind : 'const';
        for (const { id, init } of node.declarations) {
          this.#declare(identifiersOf(id), kind, id.type === 'Identifier' ? (init ?? null) : null, scope);
        }
        return scope;
      }
      case 'ImportSpecifier':
      case 'ImportDefaultSpecifier':
      case 'ImportNamespaceSpecifier':
        this.#declare([node.local], 'import', null, scope);
        return scope;
      case 'AssignmentExpression':
        this.#write(identifiersOf(node.left));
        return scope;
      case 'UpdateExpression':
        if (node.argument.type === 'Identifier') this.#write([node.argument]);
        return scope;
      case 'ForInStatement':
      case 'ForOfStatement':
        if (node.left.type !== 'VariableDeclaration') this.#write(identifiersOf(node.left));
        return new Scope(scope, false);
      case 'BlockStatement':
      case 'ForStatement':
      case 'SwitchStatement':
        return new Scope(scope, false);
      case 'ClassDeclaration':
        if (node.id !== null) this.#declare([node.id], 'const', null, scope);
        return scope;
      case 'CatchClause': {
        const inner = new Scope(scope, false);
        if (node.param) this.#declare(identifiersOf(node.param), 'let', null, inner);
        return inner;
      }
      default:
        return isFunction(node) ? this.#enterFunction(node, scope) : scope;
    }
  }

  #enterFunction(node: FunctionNode, scope: Scope): Scope {
    const inner = new Scope(scope, true);
    if (node.id) this.#declare([node.id], 'function', node, node.type === 'FunctionDeclaration' ? scope : inner);
    for (const param of node.params) this.#declare(identifiersOf(param), 'param', null, inner);
    return inner;
  }

  #declare(ids: readonly Identifier[], kind: Binding['kind'], init: AnyNode | null, scope: Scope): void {
    for (const id of ids) {
      this.#declaring.add(id);
      scope.declare(id, kind, init);
    }
  }

  #write(ids: readonly Identifier[]): void {
    for (const id of ids) this.#writes.add(id);
  }
}

/** The function that an identifier stands for, when that is certain. */
export function functionBehind(module: SourceModule, node: AnyNode | null | undefined): FunctionNode | undefined {
  if (isFunction(node)) return node;
  if (node?.type !== 'Identifier') return undefined;
  const init = module.resolved.get(node)?.init;
  return isFunction(init) ? init : undefined;
}

/** The exported name of each handler and the local name that it has in the module. */
export function exportedNames(program: Program): Map<string, string> {
  const names = new Map<string, string>();
  for (const statement of program.body) {
    if (statement.type !== 'ExportNamedDeclaration') continue;
    const { declaration } = statement;
    if (declaration?.type === 'VariableDeclaration') {
      for (const { id } of declaration.declarations.flatMap((d) => identifiersOf(d.id).map((one) => ({ id: one })))) {
        names.set(id.name, id.name);
      }
    } else if (declaration?.id) names.set(declaration.id.name, declaration.id.name);
    for (const { exported, local } of statement.specifiers) {
      if (exported.type === 'Identifier' && local.type === 'Identifier') names.set(exported.name, local.name);
    }
  }
  return names;
}
