import { describe, expect, it } from '@jest/globals';
import { accessesOf } from '../../../../engine/aws-endpoint/accesses.ts';

const place = { region: 'eu-west-1', accountId: '1' };
const table = (name: string): string => `arn:aws:dynamodb:eu-west-1:1:table/${name}`;
const bus = (name: string): string => `arn:aws:events:eu-west-1:1:event-bus/${name}`;

function asked(
  service: string,
  action: string,
  input: Record<string, unknown>,
  queueArn: string | null = null,
): string[] {
  return accessesOf({ service, action, input }, place, queueArn).map((access) => `${access.action} ${access.resource}`);
}

describe('accessesOf', () => {
  it.each<[string, string, Record<string, unknown>, string[]]>([
    ['a table', 'GetItem', { TableName: 'T' }, [`dynamodb:GetItem ${table('T')}`]],
    ['a table by ARN', 'GetItem', { TableName: table('T') }, [`dynamodb:GetItem ${table('T')}`]],
    ['an index', 'Query', { TableName: 'T', IndexName: 'byTier' }, [`dynamodb:Query ${table('T')}/index/byTier`]],
    [
      'each table of a batch',
      'BatchGetItem',
      { RequestItems: { A: {}, B: {} } },
      [`dynamodb:BatchGetItem ${table('A')}`, `dynamodb:BatchGetItem ${table('B')}`],
    ],
    [
      'each item of a transaction',
      'TransactWriteItems',
      {
        TransactItems: [
          { Put: { TableName: 'A' } },
          { ConditionCheck: { TableName: 'B' } },
          { Update: { TableName: 'A' } },
        ],
      },
      [
        `dynamodb:PutItem ${table('A')}`,
        `dynamodb:ConditionCheckItem ${table('B')}`,
        `dynamodb:UpdateItem ${table('A')}`,
      ],
    ],
    [
      'a read transaction',
      'TransactGetItems',
      { TransactItems: [{ Get: { TableName: 'A' } }] },
      [`dynamodb:GetItem ${table('A')}`],
    ],
    ['all tables', 'ListTables', {}, ['dynamodb:ListTables *']],
    [
      'a stream',
      'DescribeStream',
      { StreamArn: 'arn:aws:dynamodb:x:1:table/T/stream/s' },
      ['dynamodb:DescribeStream arn:aws:dynamodb:x:1:table/T/stream/s'],
    ],
    [
      'a shard iterator',
      'GetRecords',
      { ShardIterator: '000|arn:aws:dynamodb:x:1:table/T/stream/s|abc' },
      ['dynamodb:GetRecords arn:aws:dynamodb:x:1:table/T/stream/s'],
    ],
  ])('asks for %s', (_name, action, input, expected) => {
    expect(asked('dynamodb', action, input)).toEqual(expected);
  });

  it('asks for a queue by its ARN, and for nothing when there is no such queue', () => {
    expect(asked('sqs', 'SendMessage', {}, 'arn:aws:sqs:eu-west-1:1:q')).toEqual([
      'sqs:SendMessage arn:aws:sqs:eu-west-1:1:q',
    ]);
    expect(asked('sqs', 'SendMessage', {})).toEqual([]);
  });

  it('asks once for each bus', () => {
    const Entries = [{ EventBusName: 'domain' }, {}, { EventBusName: 'domain' }];

    expect(asked('events', 'PutEvents', { Entries })).toEqual([
      `events:PutEvents ${bus('domain')}`,
      `events:PutEvents ${bus('default')}`,
    ]);
  });
});
