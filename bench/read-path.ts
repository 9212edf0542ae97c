/**
 * The read path against its floor: `reward(id)` and `me` with 20 ledger entries over GraphQL, and the same DynamoDB operations sent
 * straight to the same DynamoDB Local in the same run. Quote the ratio: the times depend on the machine.
 */
import { closedLoop, type LoopOptions, type LoopResult } from './closed-loop.ts';
import { startGatewayProcess } from './gateway-process.ts';
import { dynamodb, post } from './http-client.ts';

const ROUNDS = 3;
const LOOP: LoopOptions = { connections: 32, warmUpMs: 2000, measureMs: 4000 };

interface Case {
  readonly name: string;
  readonly gateway: () => Promise<void>;
  readonly raw: () => Promise<void>;
}

const gateway = await startGatewayProcess(Number(process.env.PORT ?? 4900));
try {
  const cases = await prepare();
  const results = cases.map((each) => ({ each, gateway: [] as LoopResult[], raw: [] as LoopResult[] }));
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const result of results) {
      result.raw.push(await closedLoop(result.each.raw, LOOP));
      result.gateway.push(await closedLoop(result.each.gateway, LOOP));
    }
  }
  console.log('| case | raw calls/s | p50 ms | p99 ms | gateway req/s | p50 ms | p99 ms | of raw |');
  console.log('| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |');
  for (const { each, gateway: served, raw } of results) {
    const [a, b] = [median(raw), median(served)];
    const cells = [
      a.perSecond.toFixed(0),
      a.p50Ms.toFixed(2),
      a.p99Ms.toFixed(2),
      b.perSecond.toFixed(0),
      b.p50Ms.toFixed(2),
      b.p99Ms.toFixed(2),
    ];
    console.log(`| ${each.name} | ${cells.join(' | ')} | ${(b.perSecond / a.perSecond).toFixed(2)} |`);
  }
} finally {
  await gateway.stop();
}

function median(results: readonly LoopResult[]): LoopResult {
  const sorted = [...results].sort((a, b) => a.perSecond - b.perSecond);
  const middle = sorted[Math.floor(sorted.length / 2)];
  if (middle === undefined) throw new Error('nothing was measured');
  return middle;
}

async function prepare(): Promise<readonly Case[]> {
  const { data, custom } = gateway.outputs;
  const table = custom.stack.LoyaltyTable ?? '';
  const token = custom.personas.find((persona) => persona.name === 'giulia')?.token ?? '';
  const memberId = claim(token, 'custom:member_id');
  const graphql = (headers: Readonly<Record<string, string>>, query: string, variables: object) => {
    const body = JSON.stringify({ query, variables });
    return async () => {
      const answer = await post(data.url, { ...headers, 'content-type': 'application/json' }, body);
      if (answer.includes('"errors"')) throw new Error(answer.slice(0, 500));
    };
  };
  const publicKey = { 'x-api-key': data.api_key };
  const listed = JSON.parse(
    await post(
      data.url,
      { ...publicKey, 'content-type': 'application/json' },
      JSON.stringify({ query: '{ rewards(first: 1) { nodes { id } } }' }),
    ),
  ) as { readonly data: { readonly rewards: { readonly nodes: readonly { readonly id: string }[] } } };
  const rewardId = listed.data.rewards.nodes[0]?.id ?? '';
  const member = { ':pk': { S: `MEMBER#${memberId}` } };
  return [
    {
      name: '`reward(id)`: one GetItem',
      gateway: graphql(
        publicKey,
        'query R($id: ID!) { reward(id: $id) { id name costPoints status availability { soldOut remainingApprox } } }',
        { id: rewardId },
      ),
      raw: async () => {
        await dynamodb(custom.dynamodbEndpoint, 'GetItem', {
          TableName: table,
          Key: { pk: { S: `REWARD#${rewardId}#it` }, sk: { S: 'DOC' } },
        });
      },
    },
    {
      name: '`me` with 20 ledger entries: two Queries',
      gateway: graphql(
        { authorization: token },
        '{ me { id displayName account { available version } tier { tier { name } } ledger(first: 20) { nodes { seq kind amount balanceAfter reason occurredAt } pageInfo { hasNextPage } } } }',
        {},
      ),
      raw: async () => {
        const query = (prefix: string, limit: number) =>
          dynamodb(custom.dynamodbEndpoint, 'Query', {
            TableName: table,
            KeyConditionExpression: 'pk = :pk AND begins_with(sk, :sk)',
            ExpressionAttributeValues: { ...member, ':sk': { S: prefix } },
            ScanIndexForward: false,
            Limit: limit,
          });
        await query('A#', 100);
        await query('L#', 20);
      },
    },
  ];
}

function claim(token: string, name: string): string {
  const payload = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8')) as Record<
    string,
    unknown
  >;
  return String(payload[name]);
}
