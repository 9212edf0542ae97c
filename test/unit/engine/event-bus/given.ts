/** A bus with stand-ins for everything that it asks of others. */
import { createEventBus } from '../../../../engine/event-bus/index.ts';
import type { EventBus, EventBusOptions } from '../../../../engine/event-bus/index.ts';
import { createLog } from '../../../../engine/kernel/index.ts';
import type { Clock, InvokeRequest } from '../../../../engine/kernel/index.ts';
import type { EventRuleBlueprint, EventTargetBlueprint } from '../../../../engine/template/index.ts';

export const BUS = 'arn:aws:events:eu-west-1:111122223333:event-bus/';

export const aTarget = (part: Partial<EventTargetBlueprint> = {}): EventTargetBlueprint => ({
  id: 't',
  arn: 'arn:aws:lambda:eu-west-1:111122223333:function:f',
  kind: 'function',
  roleArn: null,
  input: { kind: 'event' },
  maximumRetryAttempts: 185,
  maximumEventAgeSeconds: 86_400,
  deadLetterArn: null,
  graphqlOperation: null,
  ...part,
});

export const aRule = (part: Partial<EventRuleBlueprint> = {}): EventRuleBlueprint => ({
  logicalId: 'Rule',
  name: 'rule',
  arn: 'arn:aws:events:eu-west-1:111122223333:rule/rule',
  eventBusArn: `${BUS}default`,
  enabled: true,
  pattern: { source: ['shop'] },
  targets: [aTarget()],
  ...part,
});

export const anEntry = (part: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, unknown>> => ({
  Source: 'shop',
  DetailType: 'Sold',
  Detail: '{"id":"1","n":2}',
  ...part,
});

/** Time goes on by itself when somebody waits for it. */
export function aClock(): Clock & { readonly waits: number[] } {
  let now = Date.UTC(2026, 0, 2, 3, 4, 5);
  const waits: number[] = [];
  return {
    waits,
    now: () => now,
    after(ms, callback) {
      waits.push(ms);
      now += ms;
      queueMicrotask(callback);
      return () => undefined;
    },
  };
}

export interface GivenBus {
  readonly bus: EventBus;
  readonly invoked: InvokeRequest[];
  readonly sent: { readonly queueArn: string; readonly body: string; readonly attributes: unknown }[];
  readonly lines: Record<string, unknown>[];
}

export function aBus(rules: readonly EventRuleBlueprint[], part: Partial<EventBusOptions> = {}): GivenBus {
  const invoked: InvokeRequest[] = [];
  const sent: { queueArn: string; body: string; attributes: unknown }[] = [];
  const lines: Record<string, unknown>[] = [];
  let count = 0;
  const bus = createEventBus({
    buses: [{ logicalId: 'Facts', name: 'facts', arn: `${BUS}facts` }],
    rules,
    region: 'eu-west-1',
    accountId: '111122223333',
    invoke: (request) => {
      invoked.push(request);
      return Promise.resolve({ ok: true, payload: null });
    },
    sendToQueue: (queueArn, body, attributes) => void sent.push({ queueArn, body, attributes }),
    callGraphql: () => Promise.resolve(),
    clock: aClock(),
    random: { uuid: () => `id-${(count += 1)}`, number: () => 0, bytes: (length) => new Uint8Array(length) },
    log: createLog('debug', (line) => lines.push(JSON.parse(line) as Record<string, unknown>)),
    ...part,
  });
  return { bus, invoked, sent, lines };
}
