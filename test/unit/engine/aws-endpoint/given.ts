import type { Clock, RequestHeaders } from '../../../../engine/kernel/index.ts';
import type { Answer, SignedRequest } from '../../../../engine/aws-endpoint/index.ts';
import type { QueueBlueprint } from '../../../../engine/template/blueprint.ts';

export const QUEUE: QueueBlueprint = {
  logicalId: 'Failed',
  queueName: 'failed',
  arn: 'arn:aws:sqs:eu-west-1:123456789012:failed',
  url: 'https://sqs.eu-west-1.amazonaws.com/123456789012/failed',
};
export const FIFO: QueueBlueprint = {
  logicalId: 'Ordered',
  queueName: 'ordered.fifo',
  arn: 'arn:aws:sqs:eu-west-1:123456789012:ordered.fifo',
  url: 'https://sqs.eu-west-1.amazonaws.com/123456789012/ordered.fifo',
};

/** A clock that the test moves; due timers fire on the way. */
export class HandClock implements Clock {
  #now = 1_000_000;
  #timers: { readonly due: number; readonly callback: () => void }[] = [];

  now(): number {
    return this.#now;
  }

  after(ms: number, callback: () => void): () => void {
    const timer = { due: this.#now + ms, callback };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  }

  advance(ms: number): void {
    this.#now += ms;
    const due = this.#timers.filter((timer) => timer.due <= this.#now);
    this.#timers = this.#timers.filter((timer) => timer.due > this.#now);
    for (const timer of due) timer.callback();
  }
}

export function aRequest(target: string, input: unknown, headers: RequestHeaders = {}): SignedRequest {
  return {
    method: 'POST',
    path: '/',
    query: '',
    headers: { 'x-amz-target': target, 'content-type': 'application/x-amz-json-1.0', ...headers },
    body: Buffer.from(typeof input === 'string' ? input : JSON.stringify(input)),
  };
}

export function bodyOf(answer: Answer | null): Record<string, unknown> {
  if (answer === null) throw new Error('there is no answer');
  return JSON.parse(Buffer.from(answer.body).toString('utf8')) as Record<string, unknown>;
}
