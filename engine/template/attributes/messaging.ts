import type { Resource } from '../resource.ts';
import type { AttributeTable } from './types.ts';

/** FIFO queues must end in `.fifo`, also when the name is invented. */
export function queueNameOf(queue: Resource): string {
  const isInventedFifo =
    queue.properties.flag('FifoQueue', false) && queue.properties.optionalText('QueueName') === null;
  return isInventedFifo ? `${queue.physicalName('QueueName', 75)}.fifo` : queue.physicalName('QueueName', 80);
}

export const queueArnOf = (queue: Resource): string => queue.arn('sqs', queueNameOf(queue));
export const queueUrlOf = (queue: Resource): string =>
  `${queue.scope.world.endpoint}/${queue.accountId}/${queueNameOf(queue)}`;

const topicName = (topic: Resource): string => topic.physicalName('TopicName', 256);
const topicArn = (topic: Resource): string => topic.arn('sns', topicName(topic));

export const MESSAGING: AttributeTable = {
  'AWS::SQS::Queue': { ref: queueUrlOf, attributes: { Arn: queueArnOf, QueueName: queueNameOf, QueueUrl: queueUrlOf } },
  'AWS::SNS::Topic': { ref: topicArn, attributes: { TopicArn: topicArn, TopicName: topicName } },
};
