/** Sits on top of GraphiQL's answer: says how it went, and shows its lists as a table or a chart instead of JSON. */
import { useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import { useEffect, useMemo, useState } from 'react';
import { problemOf, type AnswerNote, type Problem } from './answers.ts';
import { Chart } from './chart.tsx';
import { DataTable } from './data-table.tsx';
import { useGateway, useStore } from './gateway-context.ts';
import { object, parseJson } from './json.ts';
import type { LiveSubscription } from './live-subscriptions.ts';
import { seriesOf } from './chart-data.ts';
import { findTables, toCsv, toTable, type ResultTable } from './tables.ts';

const VIEWS = ['JSON', 'Table', 'Chart'] as const;
type View = (typeof VIEWS)[number];

export function ResultPanel() {
  const gateway = useGateway();
  const tab = useGraphiQL((state) => state.tabs[state.activeTabIndex]);
  const live = useStore(gateway.live.list).find(({ tabId }) => tabId === tab?.id);
  const note = useStore(gateway.notes).get(tab?.id ?? '');
  const { persona } = useStore(gateway.session.state);
  const answer = useMemo(() => parseJson(tab?.response ?? ''), [tab?.response]);
  const tables = useMemo(() => (live === undefined ? findTables(object(answer).data) : tablesOf(live)), [answer, live]);
  const [view, setView] = useState<View>('JSON');
  const [title, setTitle] = useState('');
  useLatestEventInFront(live);

  const table = tables.find((candidate) => candidate.title === title) ?? tables[0];
  const drawable =
    tables.find((candidate) => candidate.title === title && isDrawable(candidate)) ?? tables.find(isDrawable);
  const shown = view === 'Chart' ? drawable : table;
  const problem = problemOf(answer, live?.persona ?? note?.persona ?? persona.name);
  const current: View = shown === undefined ? 'JSON' : view;
  return (
    <div className="result" data-view={current.toLowerCase()}>
      <div className="result-bar">
        <ViewSwitch
          current={current}
          choose={setView}
          canTable={table !== undefined}
          canChart={drawable !== undefined}
        />
        {current !== 'JSON' && shown !== undefined && (
          <TablePicker
            tables={current === 'Chart' ? tables.filter(isDrawable) : tables}
            shown={shown}
            choose={setTitle}
          />
        )}
        <Facts note={live === undefined ? note : undefined} live={live} stop={(id) => gateway.live.stop(id)} />
        {current === 'Table' && shown !== undefined && <CsvLink table={shown} />}
      </div>
      {problem !== undefined && <ProblemNotice problem={problem} />}
      {current === 'Table' && shown !== undefined && <DataTable key={shown.title} table={shown} />}
      {current === 'Chart' && shown !== undefined && <Chart key={shown.title} table={shown} />}
    </div>
  );
}

interface SwitchProps {
  readonly current: View;
  readonly choose: (view: View) => void;
  readonly canTable: boolean;
  readonly canChart: boolean;
}

function ViewSwitch({ current, choose, canTable, canChart }: SwitchProps) {
  const reason = (view: View): string | undefined => {
    if (view === 'Table' && !canTable) return 'Run an operation first: there is no data to tabulate';
    if (view === 'Chart' && !canChart) return 'The answer holds no list with numbers';
    return undefined;
  };
  return (
    <div className="switch" role="group" aria-label="Show the answer as">
      {VIEWS.map((view) => (
        <button
          key={view}
          type="button"
          aria-pressed={view === current}
          disabled={reason(view) !== undefined}
          title={reason(view)}
          onClick={() => choose(view)}
        >
          {view}
        </button>
      ))}
    </div>
  );
}

interface TablePickerProps {
  readonly tables: readonly ResultTable[];
  readonly shown: ResultTable;
  readonly choose: (title: string) => void;
}

function TablePicker({ tables, shown, choose }: TablePickerProps) {
  if (tables.length < 2) return <span className="result-title">{shown.title}</span>;
  return (
    <select
      className="result-title"
      aria-label="Part of the answer"
      value={shown.title}
      onChange={(event) => choose(event.target.value)}
    >
      {tables.map(({ title, rows, shape }) => (
        <option key={title} value={title}>
          {shape === 'list' ? `${title} (${rows.length})` : title}
        </option>
      ))}
    </select>
  );
}

interface FactsProps {
  readonly note: AnswerNote | undefined;
  readonly live: LiveSubscription | undefined;
  readonly stop: (id: string) => void;
}

function Facts({ note, live, stop }: FactsProps) {
  if (live !== undefined) {
    return (
      <span className="facts" data-status={live.status}>
        <span className="dot" aria-hidden="true" /> {live.status} as {live.persona}, {live.received} received
        {live.status !== 'ended' && (
          <button type="button" onClick={() => stop(live.id)}>
            Stop
          </button>
        )}
      </span>
    );
  }
  if (note === undefined) return <span className="facts" />;
  const kilobytes = note.bytes < 1_000 ? `${note.bytes} B` : `${(note.bytes / 1_000).toFixed(1)} kB`;
  return (
    <span className="facts">
      {note.status} · {note.ms} ms · {kilobytes} · as {note.persona}
    </span>
  );
}

function ProblemNotice({ problem }: { readonly problem: Problem }) {
  return (
    <div className="problem" role="alert" data-kind={problem.kind}>
      <strong>{problem.title}</strong>
      <ul>
        {[...new Set(problem.details)].slice(0, 5).map((detail) => (
          <li key={detail}>{detail}</li>
        ))}
      </ul>
      {problem.kind === 'refused' && <span>Choose another persona at the top right, or check the credentials.</span>}
    </div>
  );
}

function CsvLink({ table }: { readonly table: ResultTable }) {
  const save = (): void => {
    const address = URL.createObjectURL(new Blob([toCsv(table)], { type: 'text/csv;charset=utf-8' }));
    const link = Object.assign(document.createElement('a'), {
      href: address,
      download: `${table.title.replaceAll(' › ', '-')}.csv`,
    });
    link.click();
    URL.revokeObjectURL(address);
  };
  return (
    <button type="button" className="csv" title="Save this table as a CSV file" onClick={save}>
      CSV
    </button>
  );
}

/** GraphiQL writes events into the answer only while it has a view; a tab that comes back has none. */
function useLatestEventInFront(live: LiveSubscription | undefined): void {
  const gateway = useGateway();
  const actions = useGraphiQLActions();
  const responseEditor = useGraphiQL((state) => state.responseEditor);
  const latest = live?.events.at(-1);
  useEffect(() => {
    if (live === undefined || latest === undefined || gateway.live.hasView(live.id)) return;
    const response = JSON.stringify(latest.payload, undefined, 2);
    if (responseEditor?.getValue() === response) return;
    responseEditor?.setValue(response);
    actions.updateActiveTabValues({ response });
  }, [gateway, live, latest, responseEditor, actions]);
}

/** All events as one table: what a single answer cannot show. */
function tablesOf(live: LiveSubscription): readonly ResultTable[] {
  const rows = live.events.map(({ at, payload }) => ({
    receivedAt: new Date(at).toISOString(),
    ...object(Object.values(object(payload.data))[0]),
  }));
  return rows.length === 0 ? [] : [toTable(`${live.title}, live`, rows)];
}

function isDrawable(table: ResultTable): boolean {
  return table.shape === 'list' && seriesOf(table) !== undefined;
}
