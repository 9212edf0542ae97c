/** What the acts that span domains need: one client, three tables. */
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Table as ContentTable } from '../../content/store/read.ts';
import type { Program } from '../../loyalty/model/index.ts';
import type { Table } from '../../loyalty/store/read.ts';
import type { ProximityTable } from '../../proximity/store/table.ts';
import type { Clock } from '../../shared/lambda/clock.ts';
import type { Randomness } from '../../shared/lambda/randomness.ts';

export interface ExperienceStore {
  readonly client: DynamoDBDocumentClient;
  readonly loyaltyTable: string;
  readonly proximityTable: string;
  readonly contentTable: string;
  readonly clock: Clock;
  readonly randomness: Randomness;
  readonly program: Program;
}

export const loyaltyOf = ({ client, loyaltyTable }: ExperienceStore): Table => ({ client, tableName: loyaltyTable });

export const proximityOf = ({ client, proximityTable }: ExperienceStore): ProximityTable => ({
  client,
  tableName: proximityTable,
});

export const contentOf = ({ client, contentTable }: ExperienceStore): ContentTable => ({
  client,
  tableName: contentTable,
});
