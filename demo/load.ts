/** Writes the demo data into tables that exist. Each item has its own key, so loading twice changes nothing. */
import { batchWriter, MAX_BATCH_ITEMS, type BatchWriter, type PutRequest } from './batch-writer.ts';
import { buildDataset, type Dataset, type Item, type Summary } from './dataset.ts';
import { marshalMembers } from './marshal.ts';

export interface LoadOptions {
  /** `http://host:port` of DynamoDB Local. */
  readonly endpoint: string;
  /** Names as they are in the account. */
  readonly tables: { readonly loyalty: string; readonly content: string; readonly proximity: string };
  /** @default made now, which takes a second or two */
  readonly dataset?: Dataset;
  /** One line for a person, a few times a load. */
  readonly onProgress?: (text: string) => void;
}

interface Batch {
  readonly table: string;
  readonly puts: readonly PutRequest[];
}

/** More writers than this only wait in DynamoDB Local. */
const WRITERS = 8;

/** Progress is told this many times. */
const STEPS = 4;

/** @throws Error when a table name is missing, or DynamoDB refuses a batch */
export async function loadDataset({
  endpoint,
  tables,
  dataset,
  onProgress = () => undefined,
}: LoadOptions): Promise<Summary> {
  for (const [domain, name] of Object.entries(tables)) {
    if (name === '') throw new Error(`The demo data needs the name of the ${domain} table, and got none.`);
  }
  const { summary, ...items } = dataset ?? buildDataset();
  const { members, purchases, visits, places, published, impressions } = summary;
  onProgress(
    `demo data: ${members} members, ${purchases} purchases, ${visits} visits, ${places} places, ${published} contents, ${impressions} impressions`,
  );
  // Small tables first: a page that opens early already shows places and contents.
  const batches = [
    ...batchesOf(tables.proximity, items.proximity),
    ...batchesOf(tables.content, items.content),
    ...batchesOf(tables.loyalty, items.loyalty),
  ];
  const writer = batchWriter(endpoint, WRITERS);
  try {
    await writeAll(writer, batches, onProgress);
  } finally {
    writer.close();
  }
  return summary;
}

function batchesOf(table: string, items: readonly Item[]): readonly Batch[] {
  const count = Math.ceil(items.length / MAX_BATCH_ITEMS);
  return Array.from({ length: count }, (_, index) => ({
    table,
    puts: items
      .slice(index * MAX_BATCH_ITEMS, (index + 1) * MAX_BATCH_ITEMS)
      .map((item) => ({ PutRequest: { Item: marshalMembers(item) } })),
  }));
}

async function writeAll(
  writer: BatchWriter,
  batches: readonly Batch[],
  onProgress: (text: string) => void,
): Promise<void> {
  const waiting = batches.values();
  let done = 0;
  const work = async (): Promise<void> => {
    // All workers take from one iterator: each batch is taken once.
    for (const { table, puts } of waiting) {
      await writer.write(table, puts);
      done += 1;
      if (done % Math.ceil(batches.length / STEPS) === 0) {
        onProgress(`demo data: ${Math.round((100 * done) / batches.length)} % written`);
      }
    }
  };
  await Promise.all(Array.from({ length: WRITERS }, work));
}
