import { describe, it, expect } from '@jest/globals';
import type { PreparedSubscription, RealtimeOptions } from '../../../../engine/realtime/index.ts';
import { aBench, aSubscription, settled, startMessage } from './fakes.ts';
import type { Bench, FakeTransport } from './fakes.ts';

/** Subscribes with the subscription that the test names in the operation's variables. */
function aHub(subscriptions: Readonly<Record<string, PreparedSubscription>>, change: Partial<RealtimeOptions> = {}) {
  const bench = aBench({
    subscribe: ({ variables }) => {
      const subscription = subscriptions[String(variables?.as)] ?? aSubscription();
      return Promise.resolve({ ok: true, subscription });
    },
    ...change,
  });
  const join = async (as: string, id = as): Promise<{ transport: FakeTransport; leave: () => void }> => {
    const { session, transport } = await bench.open();
    session.receive(startMessage(id, { query: 'subscription { onChange { id } }', variables: { as } }));
    await settled();
    transport.take();
    return { transport, leave: () => session.closed() };
  };
  return { ...bench, join };
}

const publish = (bench: Pick<Bench, 'realtime'>, payload: unknown): void =>
  bench.realtime.publish({ mutationField: 'publishChange', payload });

describe('which events arrive: arguments (4.3)', () => {
  const cases = [
    ['no argument takes everything', {}, { id: 'a' }, true],
    ['an equal argument', { memberId: 'm1' }, { memberId: 'm1' }, true],
    ['another value', { memberId: 'm1' }, { memberId: 'm2' }, false],
    ['a field that the mutation did not select', { memberId: 'm1' }, {}, false],
    ['all arguments equal', { a: 1, b: true }, { b: true, a: 1 }, true],
    ['one of two arguments differs', { a: 1, b: true }, { a: 1, b: false }, false],
    ['an undefined argument is no condition', { a: undefined, b: 2 }, { a: 9, b: 2 }, true],
    ['a null argument matches null', { a: null }, { a: null }, true],
    ['a null argument matches an absent field', { a: null }, { b: 1 }, true],
    ['a null argument refuses a value', { a: null }, { a: 1 }, false],
    ['a number is not its text', { a: 5 }, { a: '5' }, false],
    ['a list payload matches no argument', { a: 1 }, [{ a: 1 }], false],
  ] as const;
  it.each(cases)('%s', async (_title, args, payload, arrives) => {
    const hub = aHub({ one: aSubscription({ arguments: args }) });
    const { transport } = await hub.join('one');
    publish(hub, payload);

    expect(transport.texts).toHaveLength(arrives ? 1 : 0);
  });

  it('lets a filter replace the arguments', async () => {
    const filter = { filterGroup: [{ filters: [{ fieldName: 'points', operator: 'ge', value: 10 }] }] };
    const hub = aHub({ one: aSubscription({ arguments: { memberId: 'm1' }, filter }) });
    const { transport } = await hub.join('one');
    publish(hub, { memberId: 'other', points: 10 });
    publish(hub, { memberId: 'm1', points: 9 });

    expect(transport.take()).toMatchObject([{ payload: { data: { onChange: { memberId: 'other' } } } }]);
  });

  it('delivers once when several alternatives of a filter match', async () => {
    const alternatives = ['a', 'b'].map((fieldName) => ({ filters: [{ fieldName, operator: 'eq', value: 1 }] }));
    const hub = aHub({ one: aSubscription({ filter: { filterGroup: alternatives } }) });
    const { transport, leave } = await hub.join('one');
    publish(hub, { a: 1, b: 1 });
    publish(hub, { a: 2, b: 2 });

    expect(transport.texts).toHaveLength(1);
    leave();
    expect(hub.realtime.stats()).toMatchObject({ groups: 0, subscriptions: 0 });
  });
});

describe('publish (4.1)', () => {
  it('reaches only the subscription fields that @aws_subscribe links', async () => {
    const hub = aHub(
      { other: aSubscription({ fieldName: 'onOther', select: (payload) => ({ data: { onOther: payload } }) }) },
      { fieldsByMutation: new Map([['publishChange', ['onChange', 'onBoth']]]) },
    );
    const mine = await hub.join('one');
    const other = await hub.join('other');
    publish(hub, { id: 'a' });
    hub.realtime.publish({ mutationField: 'unlinked', payload: { id: 'b' } });

    expect(mine.transport.texts).toHaveLength(1);
    expect(other.transport.texts).toHaveLength(0);
  });

  it.each([null, undefined])('does not publish %s', async (payload) => {
    const hub = aHub({});
    const { transport } = await hub.join('one');
    publish(hub, payload);

    expect(transport.texts).toEqual([]);
  });

  it('selects and serialises once for subscribers that share view and conditions', async () => {
    let selections = 0;
    const counted = aSubscription({
      select: (payload) => {
        selections += 1;
        return { data: { onChange: payload } };
      },
    });
    const hub = aHub({
      one: counted,
      two: counted,
      other: { ...counted, view: 'another' },
      null: { ...counted, arguments: { id: null } },
    });
    const [first, second] = [await hub.join('one', 'x'), await hub.join('two', 'y')];
    await hub.join('other');
    await hub.join('null');
    publish(hub, { id: 'a' });

    expect(selections).toBe(2);
    expect(hub.realtime.stats()).toMatchObject({ groups: 3, subscriptions: 4 });
    expect(first.transport.take()).toMatchObject([{ id: 'x', payload: { data: { onChange: { id: 'a' } } } }]);
    expect(second.transport.take()).toMatchObject([{ id: 'y', payload: { data: { onChange: { id: 'a' } } } }]);
  });

  it('asks only the groups whose eq or in names the value of the event', async () => {
    const asked: string[] = [];
    const select = (name: string) => (payload: unknown) => {
      asked.push(name);
      return { data: { onChange: payload } };
    };
    const one = (operator: string, value: unknown) => ({
      filterGroup: [{ filters: [{ fieldName: 'tier', operator, value }] }],
    });
    const hub = aHub({
      eq: aSubscription({ filter: one('eq', 'GOLD'), select: select('eq'), view: 'eq' }),
      in: aSubscription({ filter: one('in', ['GOLD', 'SILVER']), select: select('in'), view: 'in' }),
      none: aSubscription({ filter: one('in', []), select: select('none'), view: 'none' }),
      ge: aSubscription({ filter: one('ge', 'A'), select: select('ge'), view: 'ge' }),
    });
    const leave: (() => void)[] = [];
    for (const name of ['eq', 'in', 'none', 'ge']) leave.push((await hub.join(name)).leave);
    publish(hub, { tier: 'GOLD' });
    expect(asked.splice(0).sort()).toEqual(['eq', 'ge', 'in']);
    publish(hub, { tier: 'SILVER' });
    expect(asked.sort()).toEqual(['ge', 'in']);
    for (const each of leave) each();
    expect(hub.realtime.stats()).toMatchObject({ groups: 0, subscriptions: 0 });
  });

  it('asks only the groups that an event concerns', async () => {
    const asked: string[] = [];
    const members = Object.fromEntries(
      Array.from({ length: 50 }, (_, at) => {
        const select = (payload: unknown) => {
          asked.push(`m${at}`);
          return { data: { onChange: payload as object as Record<string, unknown> } };
        };
        return [`m${at}`, aSubscription({ arguments: { memberId: `m${at}` }, select })];
      }),
    );
    const hub = aHub(members);
    for (const name of Object.keys(members)) await hub.join(name);
    publish(hub, { memberId: 'm7' });

    expect(asked).toEqual(['m7']);
  });

  it('sends an object even when nothing is left of the selection, with its errors', async () => {
    const errors = [
      { message: "Cannot return null for non-nullable type: 'ID' within parent 'Change' (/onChange/id)" },
    ];
    const hub = aHub({ one: aSubscription({ select: () => ({ data: null, errors }) }) });
    const { transport } = await hub.join('one');
    publish(hub, { id: null });

    expect(transport.take()).toEqual([{ id: 'one', type: 'data', payload: { data: { onChange: null }, errors } }]);
  });

  it('drops a payload above 240 KB in silence', async () => {
    const hub = aHub({});
    const { transport } = await hub.join('one');
    publish(hub, { text: 'x'.repeat(240 * 1024) });
    publish(hub, { text: 'small' });

    expect(transport.take()).toMatchObject([{ payload: { data: { onChange: { text: 'small' } } } }]);
    expect(hub.logged.join()).toContain('payload dropped');
  });

  it('keeps the order of publication for each socket', async () => {
    const hub = aHub({});
    const { transport } = await hub.join('one');
    for (let id = 1; id <= 100; id += 1) publish(hub, { id });

    const ids = transport
      .take()
      .map((message) => (message as { payload: { data: { onChange: { id: number } } } }).payload.data.onChange.id);
    expect(ids).toEqual(Array.from({ length: 100 }, (_, at) => at + 1));
  });

  it('counts the bytes of a payload, not its characters, and sends them as UTF-8', async () => {
    const hub = aHub({});
    const { transport } = await hub.join('one', 'é');
    publish(hub, { text: '€'.repeat(81 * 1024) });
    publish(hub, { text: '€ 🏆' });

    expect(transport.take()).toEqual([{ id: 'é', type: 'data', payload: { data: { onChange: { text: '€ 🏆' } } } }]);
  });

  it('goes on after a selection that throws', async () => {
    let calls = 0;
    const hub = aHub({
      one: aSubscription({
        select: (payload) => {
          calls += 1;
          if (calls === 1) throw new Error('broken');
          return { data: { onChange: payload } };
        },
      }),
    });
    const { transport } = await hub.join('one');
    publish(hub, { id: 1 });
    publish(hub, { id: 2 });

    expect(transport.take()).toMatchObject([{ payload: { data: { onChange: { id: 2 } } } }]);
    expect(hub.logged.join()).toContain('broken');
  });
});

describe('a transport that throws', () => {
  it('does not stop later events', async () => {
    const hub = aHub({});
    const { transport } = await hub.join('one');
    const send = transport.send.bind(transport);
    transport.send = () => {
      throw new Error('socket is gone');
    };
    publish(hub, { id: 1 });
    transport.send = send;
    publish(hub, { id: 2 });

    expect(transport.take()).toMatchObject([{ payload: { data: { onChange: { id: 2 } } } }]);
    expect(hub.logged.join()).toContain('socket is gone');
  });
});

describe('invalidation (4.5)', () => {
  const invalidationFilter = { filterGroup: [{ filters: [{ fieldName: 'userId', operator: 'eq', value: 'u1' }] }] };

  it('completes the subscription and closes its connection with 1000', async () => {
    const hub = aHub({ one: aSubscription({ invalidationFilter }) });
    const { transport } = await hub.join('one');

    expect(hub.realtime.invalidate({ subscriptionField: 'onChange', payload: { userId: 'u1' } })).toBe(1);
    expect(transport.take()).toEqual([{ id: 'one', type: 'complete' }]);
    expect(transport.closes).toEqual([{ code: 1000, reason: '' }]);
    expect(hub.realtime.stats()).toMatchObject({ connections: 0, subscriptions: 0 });
  });

  it('completes every subscription of a connection that it concerns before the connection ends', async () => {
    const bench = aBench({
      subscribe: () => Promise.resolve({ ok: true, subscription: aSubscription({ invalidationFilter }) }),
    });
    const { session, transport } = await bench.open();
    for (const id of ['1', '2', '3']) session.receive(startMessage(id));
    await settled();
    transport.take();

    expect(bench.realtime.invalidate({ subscriptionField: 'onChange', payload: { userId: 'u1' } })).toBe(3);
    expect(transport.take()).toEqual(['1', '2', '3'].map((id) => ({ id, type: 'complete' })));
    expect(transport.closes).toEqual([{ code: 1000, reason: '' }]);
  });

  it('leaves other users, other fields and subscriptions without such a filter alone', async () => {
    const hub = aHub({ one: aSubscription({ invalidationFilter }), two: aSubscription() });
    const one = await hub.join('one');
    const two = await hub.join('two');
    hub.realtime.invalidate({ subscriptionField: 'onChange', payload: { userId: 'u2' } });
    hub.realtime.invalidate({ subscriptionField: 'onOther', payload: { userId: 'u1' } });

    expect([...one.transport.closes, ...two.transport.closes]).toEqual([]);
  });
});
