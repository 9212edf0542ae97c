/** One request to the Data API while it is written: quoting of one dialect, and parameters `:P0`, `:P1` over all statements (spec 7.4). */
import { LibraryError } from '../run/interruption.ts';
import type { Aggregate } from './statements.ts';
import { isHinted, isMap, type Hint, type SqlTemplate } from './statements.ts';

export interface Dialect {
  readonly quote: '"' | '`';
  /** The function that resolver code calls: messages name it. */
  readonly functionName: 'createPgStatement' | 'createMySQLStatement';
  readonly hasReturning: boolean;
}

export class SqlWriter {
  readonly dialect: Dialect;
  readonly variables: Record<string, unknown> = {};
  readonly hints: Record<string, Hint> = {};

  constructor(dialect: Dialect) {
    this.dialect = dialect;
  }

  /** Each part of a dotted name is quoted by itself; `*` alone stays bare (recorded). */
  name(name: string): string {
    const { quote } = this.dialect;
    if (name === '*') return name;
    return name
      .split('.')
      .map((part) => `${quote}${part}${quote}`)
      .join('.');
  }

  bind(value: unknown): string {
    const parameter = `:P${Object.keys(this.variables).length}`;
    this.variables[parameter] = isHinted(value) ? value.value : value;
    if (isHinted(value)) this.hints[parameter] = value.type;
    return parameter;
  }

  /** A value that is not there is written, not bound. */
  valueOrNull(value: unknown): string {
    return value === null || value === undefined ? 'NULL' : this.bind(value);
  }

  template({ texts, values }: SqlTemplate): string {
    return texts.reduce((text, next, index) => `${text}${this.bind(values[index - 1])}${next}`);
  }

  aggregate({ name, isDistinct, column }: Aggregate): string {
    return `${name}(${isDistinct ? 'DISTINCT ' : ''}${this.name(column)})`;
  }

  /** `{alias: "table"}` reads "the table as the alias" (recorded). */
  table(table: unknown): string {
    if (typeof table === 'string') return this.name(table);
    if (!isMap(table)) throw new LibraryError('table name is expected to be a string or alias.');
    const entries = Object.entries(table);
    const [entry] = entries;
    if (entries.length > 1) throw new LibraryError('table alias is allowed only one key-value pair.');
    if (entry === undefined) throw new LibraryError('java.util.NoSuchElementException');
    const [alias, actual] = entry;
    if (typeof actual !== 'string') throw new LibraryError('Table alias value is expected to be a string.');
    return `${this.name(actual)} as ${this.name(alias)}`;
  }
}
