/** Lexical scopes and what is bound in them. */
import type { AnyNode, Identifier, Pattern } from 'acorn';

export interface Reference {
  readonly id: Identifier;
  /** True for the target of an assignment, of `++`, and of a `for` head without a declaration. */
  readonly isWrite: boolean;
}

export interface Binding {
  readonly name: string;
  readonly kind: 'import' | 'function' | 'const' | 'let' | 'var' | 'param';
  readonly id: Identifier;
  /** The initial value where the declaration names it alone: `const a = init`, `function a() {}`. */
  readonly init: AnyNode | null;
  readonly isTopLevel: boolean;
  readonly references: Reference[];
}

export class Scope {
  readonly bindings = new Map<string, Binding>();
  readonly parent: Scope | null;
  /** The scope that `var` declares into. */
  readonly functionScope: Scope;

  constructor(parent: Scope | null, isFunctionScope: boolean) {
    this.parent = parent;
    this.functionScope = isFunctionScope || parent === null ? this : parent.functionScope;
  }

  declare(id: Identifier, kind: Binding['kind'], init: AnyNode | null): void {
    const target = kind === 'var' ? this.functionScope : this;
    if (target.bindings.has(id.name)) return;
    target.bindings.set(id.name, { name: id.name, kind, id, init, isTopLevel: target.parent === null, references: [] });
  }

  find(name: string): Binding | undefined {
    return this.bindings.get(name) ?? this.parent?.find(name);
  }
}

/** The identifiers that a pattern binds or assigns. */
export function identifiersOf(pattern: Pattern): Identifier[] {
  switch (pattern.type) {
    case 'Identifier':
      return [pattern];
    case 'ObjectPattern':
      return pattern.properties.flatMap((p) => identifiersOf(p.type === 'RestElement' ? p.argument : p.value));
    case 'ArrayPattern':
      return pattern.elements.flatMap((e) => (e === null ? [] : identifiersOf(e)));
    case 'RestElement':
      return identifiersOf(pattern.argument);
    case 'AssignmentPattern':
      return identifiersOf(pattern.left);
    default:
      return [];
  }
}
