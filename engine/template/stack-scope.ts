/**
 * One stack: what `Ref`, `Fn::GetAtt`, conditions, mappings and outputs mean inside it. Everything is resolved on demand, so that parent
 * and nested stacks may refer to each other, and parts that the API does not need may hold what the engine does not know.
 */
import { userError } from '../kernel/index.ts';
import { attributesOf } from './attributes/index.ts';
import { NO_VALUE, resolveValue, type IntrinsicScope } from './intrinsics.ts';
import { refuseMacrosOf } from './macros.ts';
import { uuidOf } from './naming.ts';
import { parameterValue } from './parameters.ts';
import { Resource } from './resource.ts';
import { isRecord, shown, type JsonRecord } from './section.ts';

/** What all stacks of one reading share. */
export interface World {
  /** Base URL of the engine, without a slash at its end. */
  readonly endpoint: string;
  importValue(name: string, place: string): unknown;
  /** The scope of a nested stack, made once. */
  nested(resource: Resource): StackScope;
  /** Runs `read` and refuses when it asks for `key` again meanwhile. */
  guard<T>(key: string, read: () => T): T;
}

export interface StackScopeInit {
  readonly name: string;
  readonly template: JsonRecord;
  readonly region: string;
  readonly accountId: string;
  /** Logical ids of the nested stacks around this one, outermost first. */
  readonly path: readonly string[];
  /** Where files are that the template names by a path. */
  readonly folder: string;
  /** A parameter's given value; undefined leaves the template's default. */
  readonly given: (parameter: string) => unknown;
}

export class StackScope implements IntrinsicScope {
  readonly name: string;
  readonly region: string;
  readonly accountId: string;
  readonly path: readonly string[];
  readonly folder: string;
  readonly world: World;
  readonly resources: ReadonlyMap<string, Resource>;
  readonly #template: JsonRecord;
  readonly #given: (parameter: string) => unknown;

  constructor(world: World, init: StackScopeInit) {
    this.world = world;
    this.name = init.name;
    this.region = init.region;
    this.accountId = init.accountId;
    this.path = init.path;
    this.folder = init.folder;
    this.#template = init.template;
    this.#given = init.given;
    const resources = new Map<string, Resource>();
    for (const [logicalId, body] of Object.entries(this.#part('Resources'))) {
      if (!isRecord(body)) continue;
      const condition = body.Condition;
      if (typeof condition === 'string' && !this.condition(condition, `${this.name}: Resources.${logicalId}.Condition`))
        continue;
      resources.set(logicalId, new Resource(this, logicalId, body));
    }
    this.resources = resources;
  }

  /** @throws userError for what CloudFormation expands on AWS only: SAM, macros, `Fn::ForEach` */
  refuseMacros(): void {
    refuseMacrosOf(this.name, this.#template);
  }

  resolve(value: unknown, place: string, tolerant = false): unknown {
    return resolveValue(value, place, this, { tolerant });
  }

  ref(name: string, place: string): unknown {
    if (name.startsWith('AWS::')) return this.#pseudo(name, place);
    if (Object.hasOwn(this.#part('Parameters'), name)) {
      return this.world.guard(`${this.name}: Parameters.${name}`, () =>
        parameterValue({ stack: this.name, declared: this.#part('Parameters'), given: this.#given }, name),
      );
    }
    const resource = this.#resource(name, place);
    if (resource.type === 'AWS::CloudFormation::Stack') return this.world.nested(resource).stackId;
    return this.world.guard(`${resource.place} (Ref)`, () => attributesOf(resource, place).ref(resource));
  }

  getAtt(logicalId: string, attribute: string, place: string): unknown {
    const resource = this.#resource(logicalId, place);
    if (resource.type === 'AWS::CloudFormation::Stack') {
      const nested = this.world.nested(resource);
      return nested.output(attribute.replace(/^Outputs\./, ''), place);
    }
    const { attributes } = attributesOf(resource, place);
    const read = Object.hasOwn(attributes, attribute) ? attributes[attribute] : undefined;
    if (read !== undefined) return this.world.guard(`${resource.place} (${attribute})`, () => read(resource));
    throw userError(
      'TEMPLATE_UNKNOWN_ATTRIBUTE',
      `${place} asks for ${logicalId}.${attribute} (${resource.type}); known are ${Object.keys(attributes).join(', ') || 'none'}`,
      `Write the value at ${place} without the attribute ${attribute}.`,
    );
  }

  condition(name: string, place: string): boolean {
    const conditions = this.#part('Conditions');
    if (!Object.hasOwn(conditions, name)) this.#dangling(name, 'condition', place);
    const at = `${this.name}: Conditions.${name}`;
    return this.world.guard(at, () => resolveValue(conditions[name], at, this, { inConditions: true }) === true);
  }

  mapping(map: string, first: string, second: string, place: string, mayLack = false): unknown {
    const maps = this.#part('Mappings')[map];
    const level = isRecord(maps) ? maps[first] : undefined;
    if (isRecord(level) && Object.hasOwn(level, second)) return level[second];
    if (mayLack) return undefined;
    const known = Object.keys(isRecord(level) ? level : isRecord(maps) ? maps : this.#part('Mappings'));
    throw userError(
      'TEMPLATE_DANGLING_REFERENCE',
      `${place} looks up ${shown(`${map}.${first}.${second}`)}, but the stack ${this.name} has no such entry; there are ${known.join(', ') || 'none'}`,
      `Add the entry to Mappings; an entry for a region needs that region: --region ${this.region} is served now.`,
    );
  }

  importValue(name: string, place: string): unknown {
    return this.world.importValue(name, place);
  }

  get parameterNames(): readonly string[] {
    return Object.keys(this.#part('Parameters'));
  }

  get outputNames(): readonly string[] {
    const outputs = this.#part('Outputs');
    return Object.keys(outputs).filter((name) => {
      const output = outputs[name];
      const condition = isRecord(output) ? output.Condition : undefined;
      return typeof condition !== 'string' || this.condition(condition, `${this.name}: Outputs.${name}.Condition`);
    });
  }

  output(name: string, place: string): unknown {
    const output = this.#part('Outputs')[name];
    if (!isRecord(output)) return this.#dangling(name, 'output', place);
    const at = `${this.name}: Outputs.${name}`;
    return this.world.guard(at, () => this.resolve(output.Value, `${at}.Value`));
  }

  /** The name under which other stacks import an output; null when it is not exported. */
  exportName(output: string): string | null {
    const body = this.#part('Outputs')[output];
    const exported = isRecord(body) && isRecord(body.Export) ? body.Export.Name : undefined;
    if (exported === undefined) return null;
    return String(this.resolve(exported, `${this.name}: Outputs.${output}.Export.Name`));
  }

  get stackId(): string {
    return `arn:aws:cloudformation:${this.region}:${this.accountId}:stack/${this.name}/${uuidOf(this.name)}`;
  }

  #part(name: string): JsonRecord {
    const part = this.#template[name];
    return isRecord(part) ? part : {};
  }

  #resource(logicalId: string, place: string): Resource {
    return this.resources.get(logicalId) ?? this.#dangling(logicalId, 'resource or parameter', place);
  }

  #pseudo(name: string, place: string): unknown {
    const values: Readonly<Record<string, unknown>> = {
      'AWS::Region': this.region,
      'AWS::AccountId': this.accountId,
      'AWS::Partition': 'aws',
      'AWS::URLSuffix': 'amazonaws.com',
      'AWS::StackName': this.name,
      'AWS::StackId': this.stackId,
      'AWS::NotificationARNs': [],
      'AWS::NoValue': NO_VALUE,
    };
    return Object.hasOwn(values, name) ? values[name] : this.#dangling(name, 'pseudo parameter', place);
  }

  #dangling(name: string, kind: string, place: string): never {
    throw userError(
      'TEMPLATE_DANGLING_REFERENCE',
      `${place} refers to ${shown(name)}, but the stack ${this.name} has no such ${kind}`,
      `Add the ${kind}, or remove the reference; a resource whose condition is false counts as absent.`,
    );
  }
}
