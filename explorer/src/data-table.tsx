/** A table that sorts by a click on a column's head. */
import { useMemo, useState } from 'react';
import { sortRows, type Cell, type Column, type ColumnKind, type ResultTable } from './tables.ts';

type Direction = 'ascending' | 'descending';

export function DataTable({ table }: { readonly table: ResultTable }) {
  const [order, setOrder] = useState<{ readonly path: string; readonly direction: Direction } | undefined>();
  const rows = useMemo(
    () => (order === undefined ? table.rows : sortRows(table, order.path, order.direction)),
    [table, order],
  );

  const sortBy = (path: string): void => {
    if (order?.path !== path) setOrder({ path, direction: 'ascending' });
    else setOrder(order.direction === 'ascending' ? { path, direction: 'descending' } : undefined);
  };
  return (
    // Scrolls by itself, so it must be reachable by keyboard.
    <div className="table-frame" tabIndex={0} role="region" aria-label={`Table of ${table.title}`}>
      <table>
        <thead>
          <tr>
            {table.columns.map((column) => (
              <ColumnHead
                key={column.path}
                column={column}
                direction={order?.path === column.path ? order.direction : undefined}
                sort={() => sortBy(column.path)}
              />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={index}>
              {table.columns.map(({ path, kind }) => (
                <td key={path} data-kind={kind} title={tooLong(row[path])}>
                  {show(row[path], kind)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface ColumnHeadProps {
  readonly column: Column;
  readonly direction: Direction | undefined;
  readonly sort: () => void;
}

function ColumnHead({ column, direction, sort }: ColumnHeadProps) {
  const arrow = direction === undefined ? '↕' : direction === 'ascending' ? '↑' : '↓';
  return (
    <th scope="col" data-kind={column.kind} aria-sort={direction ?? 'none'}>
      <button type="button" onClick={sort}>
        {column.path.replaceAll('.', ' › ')}
        <span aria-hidden="true" data-active={direction !== undefined}>
          {arrow}
        </span>
      </button>
    </th>
  );
}

function show(cell: Cell | undefined, kind: ColumnKind) {
  if (cell === null || cell === undefined) return <span className="quiet">–</span>;
  if (typeof cell === 'boolean') return cell ? 'yes' : 'no';
  if (typeof cell === 'number') return cell.toLocaleString('en', { maximumFractionDigits: 6 });
  if (kind === 'date') return <time dateTime={cell}>{cell.replace('T', ' ').replace(/(\.\d+)?Z$/, '')}</time>;
  return cell;
}

function tooLong(cell: Cell | undefined): string | undefined {
  return typeof cell === 'string' && cell.length > 40 ? cell : undefined;
}
