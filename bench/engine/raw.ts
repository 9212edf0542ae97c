/**
 * The limit: `node:http` doing the work by hand, without GraphQL. It parses the body, tells the four requests apart by their text,
 * looks up what is asked and prints it; DynamoDB over one lean client.
 */
import { createServer } from 'node:http';
import { dynamodb } from '../http-client.ts';
import { CASES, detailOf, itemOf, LIST, TABLE } from './world.ts';

interface Body {
  readonly query: string;
  readonly variables: { readonly id?: string };
}

const endpoint = process.env.DYNAMODB_ENDPOINT ?? '';
const nameOf = new Map(CASES.map(({ query, name }) => [query, name]));

async function answer({ query, variables: { id = '' } }: Body): Promise<object> {
  switch (nameOf.get(query)) {
    case 'static':
      return { hello: 'world' };
    case 'none':
      return { echo: itemOf(id) };
    case 'dynamodb':
      return { item: await getItem(id) };
    case 'list':
      return { items: LIST.map((item) => ({ ...item, detail: detailOf(item) })) };
    case undefined:
      throw new Error(`unknown query ${query}`);
  }
}

async function getItem(id: string): Promise<object> {
  const text = await dynamodb(endpoint, 'GetItem', { TableName: TABLE, Key: { id: { S: id } } });
  const { Item } = JSON.parse(text) as { readonly Item: Readonly<Record<string, { S?: string; N?: string }>> };
  return { id: Item.id?.S, name: Item.name?.S, points: Number(Item.points?.N), tier: Item.tier?.S };
}

createServer((request, response) => {
  const parts: Buffer[] = [];
  request.on('data', (part: Buffer) => parts.push(part));
  request.on('end', () => {
    const body = JSON.parse(Buffer.concat(parts).toString('utf8')) as Body;
    void answer(body).then((data) => {
      const text = JSON.stringify({ data });
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) });
      response.end(text);
    });
  });
}).listen(Number(process.env.PORT), '127.0.0.1');
