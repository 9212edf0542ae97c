/** `createPgStatement` and `createMySQLStatement`: statements as the Data API's request. Clauses that say nothing are left out (spec 7.4). */
import { LibraryError } from '../run/interruption.ts';
import { columns, joined, where } from './clauses.ts';
import { writeSelect } from './select.ts';
import { SqlWriter, type Dialect } from './sql-writer.ts';
import { isMap, SqlTemplate, Statement, type PlainMap } from './statements.ts';

/** At least one statement, at most two. */
export function createStatement(dialect: Dialect): (...statements: unknown[]) => object {
  return (...statements) => {
    if (statements.length === 0) {
      throw new LibraryError(`An argument is expected to be passed to ${dialect.functionName}`);
    }
    const writer = new SqlWriter(dialect);
    const given = statements.filter((one, index) => index === 0 || (one !== null && one !== undefined));
    return {
      statements: given.map((one) => writeStatement(writer, one)),
      variableMap: writer.variables,
      variableTypeHintMap: writer.hints,
    };
  };
}

function writeStatement(writer: SqlWriter, statement: unknown): string {
  if (typeof statement === 'string') return statement;
  if (statement instanceof SqlTemplate) return writer.template(statement);
  if (!(statement instanceof Statement)) {
    throw new LibraryError(`Unsupported type is passed as argument to ${writer.dialect.functionName}`);
  }
  const { verb, payload } = statement;
  if (verb === 'select') return writeSelect(writer, payload);
  const write = { insert: writeInsert, update: writeUpdate, remove: writeRemove }[verb];
  return joined([...write(writer, payload), ...returning(writer, payload.returning)]);
}

function writeInsert(writer: SqlWriter, payload: PlainMap): string[] {
  const values = Object.entries(valuesOf(payload, 'insert'));
  const table = tableOf(writer, payload);
  const names = values.map(([name]) => writer.name(name));
  return [
    `INSERT INTO ${table}`,
    `(${names.join(', ')}) VALUES (${values.map(([, value]) => writer.valueOrNull(value)).join(', ')})`,
  ];
}

function writeUpdate(writer: SqlWriter, payload: PlainMap): string[] {
  const values = Object.entries(valuesOf(payload, 'update'));
  const table = tableOf(writer, payload);
  const changes = values.map(([name, value]) => `${writer.name(name)} = ${writer.valueOrNull(value)}`);
  return [`UPDATE ${table} SET`, changes.join(', '), where(writer, payload.where)];
}

function writeRemove(writer: SqlWriter, payload: PlainMap): string[] {
  return [`DELETE FROM ${tableOf(writer, payload)}`, where(writer, payload.where)];
}

function valuesOf({ values }: PlainMap, verb: string): PlainMap {
  if (values === null || values === undefined) {
    throw new LibraryError(`values are expected to be passed to ${verb}`);
  }
  // AWS's own wording.
  if (!isMap(values)) throw new LibraryError('Expected values to an Object.');
  return values;
}

function tableOf(writer: SqlWriter, { table }: PlainMap): string {
  if (table === null || table === undefined) throw new LibraryError("'table' or 'from' key is required.");
  return writer.table(table);
}

function returning(writer: SqlWriter, list: unknown): string[] {
  if (list === null || list === undefined) return [];
  const names = columns(list, (column) => {
    if (typeof column === 'string') return writer.name(column);
    if (isMap(column)) return writer.table(column);
    throw new LibraryError('Invalid type in column array.');
  });
  if (!writer.dialect.hasReturning) throw new LibraryError('returning is not supported in MySQL.');
  return ['RETURNING', names];
}
