/** `util.rds.toJsonObject`: the Data API's answer as rows (spec 7.4). The `/rds` module itself is not served. */
import type { RdsUtil } from '@aws-appsync/utils/lib/rds-utils.js';

interface StatementResult {
  readonly columnMetadata?: readonly { readonly label?: string; readonly name?: string }[];
  readonly records?: readonly (readonly Readonly<Record<string, unknown>>[])[];
}

/** One list of rows for each statement; null when the text is not such an answer. */
function toJsonObject(text: unknown): unknown {
  try {
    const parsed = JSON.parse(String(text)) as { readonly sqlStatementResults?: readonly StatementResult[] } | null;
    if (!Array.isArray(parsed?.sqlStatementResults)) return null;
    return (parsed.sqlStatementResults as readonly StatementResult[]).map(rowsOf);
  } catch {
    // Documented: invalid input gives null.
    return null;
  }
}

function rowsOf({ columnMetadata = [], records = [] }: StatementResult): object[] {
  return records.map((record) =>
    Object.fromEntries(
      record.map((field, index) => {
        const column = columnMetadata[index];
        return [column?.label ?? column?.name ?? String(index), valueOf(field)];
      }),
    ),
  );
}

function valueOf(field: Readonly<Record<string, unknown>>): unknown {
  if (field.isNull === true) return null;
  return Object.values(field)[0] ?? null;
}

export const rdsUtil = Object.freeze({ toJsonObject }) satisfies Readonly<Record<keyof RdsUtil, unknown>>;
