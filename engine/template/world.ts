/** Joins the stacks of an assembly: nested stacks, exports, and the guard against references that run in circles. */
import { dirname } from 'node:path';
import { userError } from '../kernel/index.ts';
import { homeRegion } from './home-region.ts';
import { inventedName } from './naming.ts';
import { readTemplate, type Assembly, type StackFile } from './read/assembly.ts';
import type { Resource } from './resource.ts';
import { StackScope, type World } from './stack-scope.ts';

export interface ReadOptions {
  /** Base URL of the engine that will serve the blueprint: `http://localhost:4000`. */
  readonly endpoint: string;
  readonly region?: string;
  readonly accountId?: string;
  /** Template parameters of the chosen stack; they win over what the assembly gives. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** Values that stacks elsewhere export, by the name of the export; they win over what the assembly exports. */
  readonly imports?: Readonly<Record<string, string>>;
}

export class AssemblyWorld implements World {
  readonly endpoint: string;
  readonly assembly: Assembly;
  readonly #options: ReadOptions;
  readonly #roots = new Map<string, StackScope>();
  readonly #nested = new Map<Resource, StackScope>();
  readonly #active: string[] = [];

  constructor(assembly: Assembly, options: ReadOptions) {
    this.endpoint = options.endpoint.replace(/\/+$/, '');
    this.assembly = assembly;
    this.#options = options;
  }

  root(file: StackFile): StackScope {
    const known = this.#roots.get(file.id);
    if (known !== undefined) return known;
    const options = this.#options;
    const scope = new StackScope(this, {
      name: file.name,
      template: file.template,
      region: options.region ?? file.region ?? homeRegion(file.template),
      accountId: options.accountId ?? file.accountId ?? '000000000000',
      path: [],
      folder: file.folder,
      given: (parameter) => options.parameters?.[parameter] ?? file.parameters[parameter],
    });
    this.#roots.set(file.id, scope);
    return scope;
  }

  nested(resource: Resource): StackScope {
    const known = this.#nested.get(resource);
    if (known !== undefined) return known;
    const { scope: parent, properties } = resource;
    const asset = this.assembly.assets.find(
      properties.text('TemplateURL'),
      properties.at('TemplateURL'),
      parent.folder,
    );
    const scope = new StackScope(this, {
      name: inventedName(parent.name, resource.logicalId, 128),
      template: readTemplate(asset.path),
      region: parent.region,
      accountId: parent.accountId,
      path: [...parent.path, resource.logicalId],
      folder: dirname(asset.path),
      given: resource.parameterOf,
    });
    this.#nested.set(resource, scope);
    return scope;
  }

  /** The stack and all stacks nested in it, parents first. */
  family(scope: StackScope): readonly StackScope[] {
    const nested = [...scope.resources.values()].filter((resource) => resource.type === 'AWS::CloudFormation::Stack');
    return [scope, ...nested.flatMap((resource) => this.family(this.nested(resource)))];
  }

  importValue(name: string, place: string): unknown {
    const given = this.#options.imports;
    if (given !== undefined && Object.hasOwn(given, name)) return given[name];
    for (const file of this.assembly.stacks) {
      const scope = this.root(file);
      const output = scope.outputNames.find((candidate) => scope.exportName(candidate) === name);
      if (output !== undefined) return scope.output(output, place);
    }
    throw userError(
      'TEMPLATE_DANGLING_REFERENCE',
      `${place} imports ${JSON.stringify(name)}, which no stack of the assembly exports`,
      'Give its value with --import NAME=VALUE, or the folder of an assembly that holds the exporting stack as well.',
    );
  }

  guard<T>(key: string, read: () => T): T {
    if (this.#active.includes(key)) {
      throw userError(
        'TEMPLATE_CYCLE',
        `References run in a circle: ${[...this.#active.slice(this.#active.indexOf(key)), key].join(' -> ')}`,
        'Give one of these resources an explicit name, so that it need not ask another.',
      );
    }
    this.#active.push(key);
    try {
      return read();
    } finally {
      this.#active.pop();
    }
  }
}
