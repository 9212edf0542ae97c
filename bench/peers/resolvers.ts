/** What a team writes today for the same fields: plain functions, the AWS SDK's document client. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { detailOf, itemOf, LIST, TABLE, type Item } from '../engine/world.ts';

const client = DynamoDBDocumentClient.from(
  new DynamoDBClient({
    endpoint: process.env.DYNAMODB_ENDPOINT ?? '',
    region: 'eu-west-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  }),
);

export const resolvers = {
  Query: {
    hello: () => 'world',
    echo: (_root: unknown, { id }: { id: string }) => itemOf(id),
    item: async (_root: unknown, { id }: { id: string }) =>
      (await client.send(new GetCommand({ TableName: TABLE, Key: { id } }))).Item,
    items: () => LIST,
  },
  Item: { detail: (item: Item) => detailOf(item) },
};
