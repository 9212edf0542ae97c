import { inventedName, token } from './naming.ts';
import { isRecord, Section, type JsonRecord } from './section.ts';
import type { StackScope } from './stack-scope.ts';

/** One resource of one stack. Its properties are resolved one by one, when they are read. */
export class Resource {
  readonly scope: StackScope;
  readonly logicalId: string;
  readonly type: string;
  readonly place: string;
  readonly metadata: JsonRecord;
  /** Refuses what cannot be resolved. */
  readonly properties: Section;
  /** Puts a text that matches nothing in the place of what cannot be resolved: for policies. */
  readonly tolerant: Section;

  /** `Parameters` of a nested stack, each resolved alone and on demand: one may depend on an output of the nested stack itself. */
  readonly parameterOf: (parameter: string) => unknown;
  readonly #raw: JsonRecord;

  constructor(scope: StackScope, logicalId: string, body: JsonRecord) {
    this.scope = scope;
    this.logicalId = logicalId;
    this.type = String(body.Type);
    this.place = `${scope.name}: Resources.${logicalId}`;
    this.metadata = isRecord(body.Metadata) ? body.Metadata : {};
    const raw = isRecord(body.Properties) ? body.Properties : {};
    this.#raw = raw;
    const place = `${this.place}.Properties`;
    const resolved = new Map<string, unknown>();
    this.properties = new Section(place, (key) => {
      if (!resolved.has(key)) resolved.set(key, scope.resolve(raw[key], `${place}.${key}`));
      return resolved.get(key);
    });
    const parameters = isRecord(raw.Parameters) ? raw.Parameters : {};
    this.parameterOf = (name) => scope.resolve(parameters[name], `${place}.Parameters.${name}`);
    this.tolerant = new Section(place, (key) => scope.resolve(raw[key], `${place}.${key}`, true));
  }

  /**
   * The members of `Properties.<section>.<key>` by name, each read alone: one that cannot be resolved need not spoil the others.
   * Null when the map itself is the result of an intrinsic.
   */
  membersOf(section: string, key: string): ReadonlyMap<string, () => unknown> | null {
    const outer = this.#raw[section];
    const map = isRecord(outer) ? outer[key] : outer;
    if (!isRecord(map)) return map === undefined ? new Map() : null;
    if (Object.keys(map).some((name) => name === 'Ref' || name.startsWith('Fn::'))) return null;
    const place = `${this.place}.Properties.${section}.${key}`;
    return new Map(
      Object.entries(map).map(([name, value]) => [name, () => this.scope.resolve(value, `${place}.${name}`)]),
    );
  }

  get region(): string {
    return this.scope.region;
  }

  get accountId(): string {
    return this.scope.accountId;
  }

  /** Stays the same while stack and logical id do. */
  get seed(): string {
    return `${this.scope.name}/${this.logicalId}`;
  }

  /** The explicit name when there is one, else an invented one of at most `limit` characters. */
  physicalName(property: string, limit = 255): string {
    return this.properties.optionalText(property) ?? inventedName(this.scope.name, this.logicalId, limit);
  }

  token(length: number): string {
    return token(`${this.seed}/${this.type}`, length);
  }

  arn(service: string, rest: string): string {
    return `arn:aws:${service}:${this.region}:${this.accountId}:${rest}`;
  }
}
