/** EventBridge: `PutEvents` through a port (spec/appsync-resolvers 7.2). */
import { InvalidDocument, messageOf } from '../kernel/index.ts';
import type { DataSource, DataSourceError } from '../kernel/index.ts';
import {
  isMembers,
  missing,
  readDocument,
  readList,
  readMembers,
  readOperation,
  readText,
  wrongKind,
} from './document.ts';
import type { Members } from './document.ts';

/** One entry as the PutEvents API takes it; `Detail` is JSON text. */
export interface EventEntry {
  readonly Source: string;
  readonly DetailType: string;
  readonly Detail: string;
  readonly Resources?: readonly string[];
  readonly Time?: string;
  readonly EventBusName: string;
}

/** Positional entries, each with an `EventId` or an `ErrorCode`. Rejects when the whole call fails. */
export type PutEvents = (entries: readonly EventEntry[]) => Promise<{
  readonly Entries: readonly Readonly<Record<string, unknown>>[];
  readonly FailedEntryCount: number;
}>;

const MAX_EVENTS = 10;

function toEntry(event: unknown, index: number, eventBusArn: string): EventEntry {
  const path = `$[events][${index}]`;
  if (!isMembers(event)) throw wrongKind(path, 'an object');
  const { resources, time }: Members = event;
  return {
    Source: readText(event, 'source', `${path}[source]`),
    DetailType: readText(event, 'detailType', `${path}[detailType]`),
    Detail: JSON.stringify(readMembers(event, 'detail', `${path}[detail]`)),
    ...(Array.isArray(resources) ? { Resources: resources.map(String) } : {}),
    ...(typeof time === 'string' ? { Time: time } : {}),
    EventBusName: eventBusArn,
  };
}

/** What the service refuses carries the name of its exception; all else is its own failure. */
function toError(cause: unknown): DataSourceError {
  const isRefusal = cause instanceof Error && 'statusCode' in cause;
  return { message: messageOf(cause), type: `EventBridge:${isRefusal ? cause.name : 'InternalException'}` };
}

export function createEventBridgeDataSource(name: string, eventBusArn: string, putEvents: PutEvents): DataSource {
  return {
    name,
    type: 'AMAZON_EVENTBRIDGE',
    async invoke(given) {
      const document = readDocument(given);
      const operation = readOperation(document);
      if (operation !== 'PutEvents') {
        throw new InvalidDocument(
          `Unsupported operation '${operation}'. This data source only supports the following operations (PutEvents)`,
        );
      }
      const events = readList(document, 'events', '$[events]');
      if (events.length === 0) throw missing('$[events]');
      if (events.length > MAX_EVENTS) {
        throw new InvalidDocument(
          `Value for field '$[events]' must hold at most ${MAX_EVENTS} entries but holds ${events.length}.`,
        );
      }
      const entries = events.map((event, index) => toEntry(event, index, eventBusArn));
      try {
        const { Entries, FailedEntryCount } = await putEvents(entries);
        return { result: { Entries, FailedEntryCount }, error: null };
      } catch (cause) {
        return { result: null, error: toError(cause) };
      }
    },
  };
}
