/** What the subscriptions of this page receive: a line in the top bar, and the events in the side panel. */
import type { GraphiQLPlugin } from '@graphiql/react';
import { useEffect, useState } from 'react';
import { useGateway, useStore } from './gateway-context.ts';
import { object } from './json.ts';
import type { LiveStatus, LiveSubscription } from './live-subscriptions.ts';

const SHOWN_EVENTS = 30;
const SECOND_MS = 1_000;

/** The worst state of all that run; how many events came, and when the last one did. */
export function LiveStatusLine() {
  const list = useStore(useGateway().live.list);
  const now = useNow(list.length > 0);
  const running = list.filter(({ status }) => status !== 'ended');
  const shown = running.length > 0 ? running : list;
  const status = worstOf(shown);
  const received = list.reduce((sum, entry) => sum + entry.received, 0);
  const last = Math.max(0, ...list.map((entry) => entry.events.at(-1)?.at ?? 0));
  return (
    <p className="live-line" role="status" data-status={status ?? 'idle'}>
      <span className="dot" aria-hidden="true" />
      {status === undefined ? (
        <span className="quiet">no subscription</span>
      ) : (
        <>
          <span>{status}</span>
          <span className="quiet">
            {count(running.length, 'subscription')}, {count(received, 'event')}
            {last > 0 && <span aria-hidden="true">, last {ago(now - last)}</span>}
          </span>
        </>
      )}
    </p>
  );
}

function LivePanel() {
  const { live } = useGateway();
  const list = useStore(live.list);
  const now = useNow(list.length > 0);
  return (
    <section className="live" aria-label="Live subscriptions">
      <h2>Live</h2>
      {list.length === 0 && (
        <p className="panel-about">
          Run a subscription, for example <em>onAccountChange</em> under Saved. It stays on while you work in other
          tabs, and its events are listed here.
        </p>
      )}
      {list.map((entry) => (
        <article key={entry.id} className="live-entry" data-status={entry.status}>
          <header>
            <h3>{entry.title}</h3>
            <span className="quiet">
              as {entry.persona}, {entry.status}
            </span>
            {entry.status === 'ended' ? (
              <button type="button" onClick={() => live.remove(entry.id)}>
                Clear
              </button>
            ) : (
              <button type="button" onClick={() => live.stop(entry.id)}>
                Stop
              </button>
            )}
          </header>
          {entry.problem !== '' && <p role="alert">{entry.problem}</p>}
          <EventList entry={entry} now={now} />
        </article>
      ))}
    </section>
  );
}

function EventList({ entry, now }: { readonly entry: LiveSubscription; readonly now: number }) {
  if (entry.events.length === 0) return <p className="quiet">Nothing yet.</p>;
  const first = entry.received - entry.events.length;
  const events = entry.events.map((event, index) => ({ ...event, number: first + index + 1 })).slice(-SHOWN_EVENTS);
  return (
    <ol reversed start={entry.received}>
      {events.reverse().map(({ number, at, payload }) => (
        <li key={number}>
          <time dateTime={new Date(at).toISOString()}>{ago(now - at)}</time>
          <code>{summary(payload.data)}</code>
        </li>
      ))}
    </ol>
  );
}

function LiveIcon() {
  return (
    <svg
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.4"
      strokeLinecap="round"
      aria-hidden="true"
    >
      <circle cx="8" cy="8" r="1.6" fill="currentColor" stroke="none" />
      <path d="M4.8 11.2a4.5 4.5 0 0 1 0-6.4M11.2 4.8a4.5 4.5 0 0 1 0 6.4M2.7 13.3a7.5 7.5 0 0 1 0-10.6M13.3 2.7a7.5 7.5 0 0 1 0 10.6" />
    </svg>
  );
}

export const LIVE_PLUGIN: GraphiQLPlugin = { title: 'Live', icon: LiveIcon, content: LivePanel };

/** The time, once a second while somebody looks at it. */
function useNow(isRunning: boolean): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (!isRunning) return undefined;
    const timer = setInterval(() => setNow(Date.now()), SECOND_MS);
    return () => clearInterval(timer);
  }, [isRunning]);
  return now;
}

function worstOf(list: readonly LiveSubscription[]): LiveStatus | undefined {
  const order: readonly LiveStatus[] = ['reconnecting', 'connecting', 'connected', 'ended'];
  return order.find((status) => list.some((entry) => entry.status === status));
}

function ago(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / SECOND_MS));
  if (seconds < 60) return `${seconds} s ago`;
  return seconds < 3_600 ? `${Math.floor(seconds / 60)} min ago` : `${Math.floor(seconds / 3_600)} h ago`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

function summary(data: unknown): string {
  const [value] = Object.values(object(data));
  return Object.entries(object(value))
    .filter(([, field]) => field !== null)
    .map(([name, field]) => `${name} ${JSON.stringify(field)}`)
    .join(' · ');
}
