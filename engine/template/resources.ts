import type { Resource } from './resource.ts';
import type { StackScope } from './stack-scope.ts';

/** All resources of the served stacks in one list, nested stacks laid flat. */
export class Resources {
  readonly all: readonly Resource[];
  readonly #labels: ReadonlyMap<Resource, string>;

  constructor(scopes: readonly StackScope[]) {
    this.all = scopes.flatMap((scope) => [...scope.resources.values()]);
    this.#labels = labelsOf(this.all);
  }

  ofType(...types: readonly string[]): readonly Resource[] {
    return this.all.filter((resource) => types.includes(resource.type));
  }

  /** The logical id; with the ids of the nested stacks before it when another resource has the same. */
  labelOf(resource: Resource): string {
    return this.#labels.get(resource) ?? resource.logicalId;
  }
}

function labelsOf(resources: readonly Resource[]): ReadonlyMap<Resource, string> {
  const taken = new Set<string>();
  const labels = new Map<Resource, string>();
  // Outer stacks first, so that their ids stay as they are.
  for (const resource of [...resources].sort((a, b) => a.scope.path.length - b.scope.path.length)) {
    const { logicalId, scope } = resource;
    const candidates = [logicalId, [...scope.path, logicalId].join('.'), [scope.name, logicalId].join('.')];
    const label = candidates.find((candidate) => !taken.has(candidate)) ?? logicalId;
    taken.add(label);
    labels.set(resource, label);
  }
  return labels;
}
