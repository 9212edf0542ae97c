/** SQS's JSON protocol over the queues in memory. */
import type { QueueBlueprint } from '../template/index.ts';
import { errorAnswer, jsonAnswer } from './answers.ts';
import type { Answer, ServedCall } from './ports.ts';
import type { QueueMessage, QueueStore } from './queue-store.ts';

type Fields = Readonly<Record<string, unknown>>;

const NAMESPACE = 'com.amazonaws.sqs#';
const MAX_BODY_BYTES = 1_048_576;

function error(call: ServedCall, type: string, message: string): Answer {
  return errorAnswer(400, NAMESPACE + type, message, call.requestId);
}

function numberOf(input: Fields, key: string): number | undefined {
  const value = input[key];
  return typeof value === 'number' ? value : undefined;
}

function toReceived(message: QueueMessage): Fields {
  return {
    MessageId: message.messageId,
    ReceiptHandle: message.receiptHandle,
    MD5OfBody: message.md5OfBody,
    Body: message.body,
    Attributes: {
      SentTimestamp: String(message.sentAt),
      ApproximateReceiveCount: String(message.receiveCount),
      ApproximateFirstReceiveTimestamp: String(message.firstReceivedAt),
    },
    ...(Object.keys(message.attributes).length > 0 ? { MessageAttributes: message.attributes } : {}),
  };
}

function send(call: ServedCall, queue: QueueBlueprint, store: QueueStore): Answer {
  const input = call.input();
  const body = input.MessageBody;
  if (typeof body !== 'string' || body === '') {
    return error(call, 'MissingRequiredParameterException', 'The request must contain the parameter MessageBody.');
  }
  if (Buffer.byteLength(body) > MAX_BODY_BYTES) {
    const message = `One or more parameters are invalid. Reason: Message must be shorter than ${MAX_BODY_BYTES} bytes.`;
    return error(call, 'InvalidParameterValueException', message);
  }
  const sent = store.send(queue.arn, body, {
    delaySeconds: numberOf(input, 'DelaySeconds'),
    attributes: (input.MessageAttributes ?? {}) as Fields,
  });
  return jsonAnswer({ MessageId: sent.messageId, MD5OfMessageBody: sent.md5OfBody }, call.requestId);
}

async function receive(call: ServedCall, queue: QueueBlueprint, store: QueueStore): Promise<Answer> {
  const input = call.input();
  const max = numberOf(input, 'MaxNumberOfMessages') ?? 1;
  if (max < 1 || max > 10) {
    const message = `Value ${max} for parameter MaxNumberOfMessages is invalid. Reason: Must be between 1 and 10, if provided.`;
    return error(call, 'InvalidParameterValueException', message);
  }
  const messages = await store.receive(queue.arn, {
    max,
    visibilitySeconds: numberOf(input, 'VisibilityTimeout'),
    waitSeconds: numberOf(input, 'WaitTimeSeconds'),
  });
  return jsonAnswer(messages.length === 0 ? {} : { Messages: messages.map(toReceived) }, call.requestId);
}

function attributes(call: ServedCall, queue: QueueBlueprint, store: QueueStore): Answer {
  const { visible, inFlight, delayed } = store.counts(queue.arn);
  const all: Readonly<Record<string, string>> = {
    ApproximateNumberOfMessages: String(visible),
    ApproximateNumberOfMessagesNotVisible: String(inFlight),
    ApproximateNumberOfMessagesDelayed: String(delayed),
    QueueArn: queue.arn,
  };
  const asked = call.input().AttributeNames;
  const names: readonly unknown[] = Array.isArray(asked) ? asked : [];
  const unknown = names.find((name) => name !== 'All' && !(typeof name === 'string' && name in all));
  if (unknown !== undefined)
    return error(call, 'InvalidAttributeName', `Unknown Attribute ${JSON.stringify(unknown)}.`);
  const kept = Object.entries(all).filter(([name]) => names.includes('All') || names.includes(name));
  return jsonAnswer(kept.length === 0 ? {} : { Attributes: Object.fromEntries(kept) }, call.requestId);
}

/** Serves a call that `routeOf` lets through. FIFO queues are refused: their order and deduplication are not served. */
export async function serveSqs(call: ServedCall, store: QueueStore): Promise<Answer> {
  const input = call.input();
  const queue = store.find(String(input.QueueUrl));
  if (queue === null) return error(call, 'QueueDoesNotExist', 'The specified queue does not exist.');
  if (queue.queueName.endsWith('.fifo')) {
    return error(
      call,
      'UnsupportedOperation',
      `The local engine does not serve FIFO queues, and ${queue.queueName} is one.`,
    );
  }
  switch (call.action) {
    case 'SendMessage':
      return send(call, queue, store);
    case 'ReceiveMessage':
      return receive(call, queue, store);
    case 'DeleteMessage':
      store.delete(queue.arn, String(input.ReceiptHandle));
      return jsonAnswer({}, call.requestId);
    default:
      return attributes(call, queue, store);
  }
}
