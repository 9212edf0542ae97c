import { describe, expect, it } from '@jest/globals';
import type { InvokeOutcome } from '../../../../engine/kernel/index.ts';
import { aBus, aClock, anEntry, aRule, aTarget, BUS } from './given.ts';

const QUEUE = 'arn:aws:sqs:eu-west-1:111122223333:q';
const DEAD = 'arn:aws:sqs:eu-west-1:111122223333:dead';
const queue = { kind: 'queue', arn: QUEUE } as const;

describe('PutEvents', () => {
  it('answers by position, with the reason of each entry that failed', async () => {
    const { bus, invoked } = aBus([aRule()]);

    expect(
      await bus.putEvents([
        anEntry(),
        anEntry({ Source: undefined }),
        anEntry({ DetailType: '' }),
        anEntry({ Detail: '[1]' }),
        anEntry({ Detail: '{' }),
        anEntry({ Source: 'aws.s3' }),
      ]),
    ).toEqual({
      FailedEntryCount: 5,
      Entries: [
        { EventId: 'id-1' },
        {
          ErrorCode: 'InvalidArgument',
          ErrorMessage: 'Parameter Source is not valid. Reason: Source is a required argument.',
        },
        {
          ErrorCode: 'InvalidArgument',
          ErrorMessage: 'Parameter DetailType is not valid. Reason: DetailType is a required argument.',
        },
        { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' },
        { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' },
        { ErrorCode: 'NotAuthorizedForSourceException', ErrorMessage: 'Not authorized for the source.' },
      ],
    });
    await bus.settled();
    expect(invoked).toHaveLength(1);
  });

  it('refuses calls without entries, with more than ten, and above 256 KB', async () => {
    const { bus } = aBus([]);
    const big = anEntry({ Detail: JSON.stringify({ text: 'x'.repeat(262_144) }) });

    await expect(bus.putEvents([])).rejects.toMatchObject({ name: 'ValidationException', statusCode: 400 });
    await expect(bus.putEvents(Array.from({ length: 11 }, () => anEntry()))).rejects.toThrow(
      'Member must have length less than or equal to 10',
    );
    await expect(bus.putEvents([anEntry(), big])).rejects.toThrow('Total size of the entries');
  });

  it('gives targets the event as EventBridge writes it', async () => {
    const { bus, invoked } = aBus([aRule()]);

    await bus.putEvents([anEntry({ Resources: ['arn:x'], Time: '2026-05-06T07:08:09.123Z' })]);
    await bus.settled();
    expect(invoked).toEqual([
      {
        function: aTarget().arn,
        invocationType: 'Event',
        payload: {
          version: '0',
          id: 'id-1',
          'detail-type': 'Sold',
          source: 'shop',
          account: '111122223333',
          time: '2026-05-06T07:08:09Z',
          region: 'eu-west-1',
          resources: ['arn:x'],
          detail: { id: '1', n: 2 },
        },
      },
    ]);
  });

  it('takes a bus by name and by ARN, and says when there is none', async () => {
    const { bus, sent, lines } = aBus([aRule({ eventBusArn: `${BUS}facts`, targets: [aTarget(queue)] })]);

    await bus.putEvents([
      anEntry(),
      anEntry({ EventBusName: 'facts' }),
      anEntry({ EventBusName: `${BUS}facts` }),
      anEntry({ EventBusName: 'ghost' }),
    ]);
    await bus.settled();
    expect(sent).toHaveLength(2);
    expect(lines).toMatchObject([{ level: 'warn', bus: `${BUS}ghost` }]);
  });

  it('passes over disabled rules', async () => {
    const { bus, invoked } = aBus([aRule({ enabled: false })]);

    await bus.putEvents([anEntry()]);
    await bus.settled();
    expect(invoked).toEqual([]);
  });
});

describe('targets', () => {
  it.each([
    [{ kind: 'path', path: '$.detail.n' }, '2'],
    [{ kind: 'path', path: "$['detail-type']" }, '"Sold"'],
    [{ kind: 'path', path: '$.nowhere' }, 'null'],
    [{ kind: 'constant', text: '{"a":1}' }, '{"a":1}'],
    [
      {
        kind: 'transformer',
        paths: { id: '$.detail.id', all: '$.detail', none: '$.x' },
        template:
          '{"id": <id>, "text": "n° <id> of <all>", "all": <all>, "none": "<none>", "rule": <aws.events.rule-name>}',
      },
      '{"id": "1", "text": "n° 1 of {\\"id\\":\\"1\\",\\"n\\":2}", "all": {"id":"1","n":2}, "none": "", "rule": "rule"}',
    ],
    [{ kind: 'transformer', paths: { id: '$.detail.id' }, template: '"sold <id>"' }, '"sold 1"'],
  ] as const)('get what %j makes of the event', async (input, body) => {
    const { bus, sent } = aBus([aRule({ targets: [aTarget({ ...queue, input })] })]);

    await bus.putEvents([anEntry()]);
    await bus.settled();
    expect(sent.map((one) => one.body)).toEqual([body]);
  });

  it('run a GraphQL operation with the input as its variables', async () => {
    const calls: unknown[] = [];
    const graphql = aTarget({
      kind: 'graphql',
      arn: 'arn:endpoint',
      roleArn: 'arn:role',
      graphqlOperation: 'mutation M { m }',
      input: { kind: 'path', path: '$.detail' },
    });
    const { bus } = aBus([aRule({ targets: [graphql] })], {
      callGraphql: (call) => {
        calls.push(call);
        return Promise.resolve();
      },
    });

    await bus.putEvents([anEntry()]);
    await bus.settled();
    expect(calls).toEqual([
      { endpointArn: 'arn:endpoint', roleArn: 'arn:role', operation: 'mutation M { m }', variables: { id: '1', n: 2 } },
    ]);
  });

  it('pass events on to another bus, and end a circle of buses', async () => {
    const to = (bus: string): ReturnType<typeof aTarget> => aTarget({ kind: 'event-bus', arn: `${BUS}${bus}` });
    const { bus, sent, lines } = aBus([
      aRule({ targets: [to('facts')] }),
      aRule({ eventBusArn: `${BUS}facts`, targets: [to('default'), aTarget(queue)] }),
    ]);

    await bus.putEvents([anEntry()]);
    await bus.settled();
    expect(sent).toHaveLength(1);
    expect(lines).toMatchObject([{ message: 'an event ran in a circle and is dropped' }]);
  });

  it('write to a log group', async () => {
    const arn = 'arn:aws:logs:eu-west-1:111122223333:log-group:/facts:*';
    const { bus, lines } = aBus([aRule({ targets: [aTarget({ kind: 'log-group', arn })] })]);

    await bus.putEvents([anEntry()]);
    await bus.settled();
    expect(lines).toMatchObject([{ level: 'info', logGroup: '/facts', event: { source: 'shop' } }]);
  });
});

describe('retries', () => {
  const failing = (reason: 'throttled' | 'not-found') => (): Promise<InvokeOutcome> =>
    Promise.resolve({ ok: false, reason, errorType: 'Oops', errorMessage: 'no', payload: null });

  it('wait longer each time, and end in the dead-letter queue', async () => {
    const clock = aClock();
    const target = aTarget({ maximumRetryAttempts: 3, deadLetterArn: DEAD });
    const { bus, sent } = aBus([aRule({ targets: [target] })], { clock, invoke: failing('throttled') });

    await bus.putEvents([anEntry()]);
    await bus.settled();
    expect(clock.waits).toEqual([1000, 2000, 4000]);
    expect(sent).toMatchObject([
      {
        queueArn: DEAD,
        attributes: {
          RULE_ARN: { StringValue: aRule().arn },
          ERROR_CODE: { StringValue: 'Oops' },
          RETRY_ATTEMPTS: { StringValue: '3' },
          EXHAUSTED_RETRY_CONDITION: { StringValue: 'MaximumRetryAttempts' },
        },
      },
    ]);
    expect(JSON.parse(sent[0]?.body ?? '')).toMatchObject({ source: 'shop', detail: { id: '1' } });
  });

  it('end when the event is too old', async () => {
    const target = aTarget({ maximumEventAgeSeconds: 60, deadLetterArn: DEAD });
    const { bus, sent } = aBus([aRule({ targets: [target] })], { invoke: failing('throttled') });

    await bus.putEvents([anEntry()]);
    await bus.settled();
    expect(sent).toMatchObject([
      { attributes: { EXHAUSTED_RETRY_CONDITION: { StringValue: 'MaximumEventAgeInSeconds' } } },
    ]);
  });

  it('are not made for what cannot get better; without a dead-letter queue a line is all that is left', async () => {
    const clock = aClock();
    const { bus, sent, lines } = aBus([aRule()], { clock, invoke: failing('not-found') });

    await bus.putEvents([anEntry()]);
    await bus.settled();
    expect(clock.waits).toEqual([]);
    expect(sent).toEqual([]);
    expect(lines).toMatchObject([{ level: 'warn', rule: 'rule', code: 'Oops' }]);
  });

  it('are given up when the bus ends', async () => {
    const clock = { ...aClock(), after: () => () => undefined };
    const { bus } = aBus([aRule()], { clock, invoke: failing('throttled') });

    await bus.putEvents([anEntry()]);
    await bus.stop();
    await bus.settled();
  });

  it('lose a dead letter with a line when its queue is not there', async () => {
    const target = aTarget({ deadLetterArn: DEAD });
    const { bus, lines } = aBus([aRule({ targets: [target] })], {
      invoke: failing('not-found'),
      sendToQueue: () => {
        throw new Error('there is no queue');
      },
    });

    await bus.putEvents([anEntry()]);
    await bus.settled();
    expect(lines.at(-1)).toMatchObject({ level: 'error', queue: DEAD, cause: 'there is no queue' });
  });
});
