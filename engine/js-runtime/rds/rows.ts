/** `toJsonObject`: the Data API's answer as rows, as recorded from the real evaluator (spec 7.4). */

interface Column {
  readonly label?: string;
  readonly name?: string;
}

interface StatementResult {
  readonly columnMetadata?: readonly Column[];
  readonly records?: readonly (readonly Field[])[];
}

type Field = Readonly<Record<string, unknown>>;

/** One list of rows for each statement; null when the value is not such an answer. */
export function toJsonObject(answer: unknown): unknown {
  try {
    const parsed = (typeof answer === 'string' ? JSON.parse(answer) : answer) as {
      readonly sqlStatementResults?: unknown;
    } | null;
    const results = parsed?.sqlStatementResults;
    return Array.isArray(results) ? (results as readonly StatementResult[]).map(rowsOf) : null;
  } catch {
    // Documented: invalid input gives null.
    return null;
  }
}

// Recorded: a statement without records, such as an update, gives one empty row.
function rowsOf({ columnMetadata = [], records }: StatementResult): object[] {
  return records === undefined ? [{}] : records.map((record) => rowOf(record, columnMetadata));
}

// Recorded: a column that is null is left out of its row.
function rowOf(record: readonly Field[], columns: readonly Column[]): object {
  const members = record.flatMap((field, index) => {
    const value = valueOf(field);
    const column = columns[index];
    return value === null ? [] : [[column?.label ?? column?.name ?? String(index), value] as const];
  });
  return Object.fromEntries(members);
}

function valueOf(field: Field): unknown {
  if (field.isNull === true) return null;
  if (field.arrayValue !== undefined) return listOf(field.arrayValue as Field);
  return Object.values(field)[0] ?? null;
}

function listOf(array: Field): unknown {
  if (Array.isArray(array.arrayValues)) return (array.arrayValues as readonly Field[]).map(listOf);
  return Object.values(array)[0] ?? [];
}
