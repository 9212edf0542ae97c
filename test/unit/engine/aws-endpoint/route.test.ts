import { describe, expect, it } from '@jest/globals';
import { routeOf } from '../../../../engine/aws-endpoint/route.ts';

const scope = (service: string): string =>
  `AWS4-HMAC-SHA256 Credential=AKIA/20260101/eu-west-1/${service}/aws4_request, SignedHeaders=host, Signature=0`;

describe('routeOf', () => {
  it.each([
    ['DynamoDB_20120810.TransactWriteItems', 'dynamodb', 'TransactWriteItems', true],
    ['DynamoDBStreams_20120810.GetRecords', 'dynamodb', 'GetRecords', true],
    ['DynamoDB_20120810.DeleteTable', 'dynamodb', 'DeleteTable', false],
    ['DynamoDB_20120810.ExecuteStatement', 'dynamodb', 'ExecuteStatement', false],
    ['AmazonSQS.SendMessage', 'sqs', 'SendMessage', true],
    ['AmazonSQS.PurgeQueue', 'sqs', 'PurgeQueue', false],
    ['AWSEvents.PutEvents', 'events', 'PutEvents', true],
  ])('reads the target %s', (target, service, action, isServed) => {
    expect(routeOf('POST', '/', { 'x-amz-target': target })).toEqual({ service, action, isServed });
  });

  it('names a service without target by its credential scope, and an action by method and path', () => {
    expect(routeOf('POST', '/2015-03-31/functions/f/invocations', { authorization: scope('lambda') })).toEqual({
      service: 'lambda',
      action: 'POST /2015-03-31/functions/f/invocations',
      isServed: false,
    });
  });

  it('names a service by its host, and what tells nothing "unknown"', () => {
    expect(routeOf('GET', '/', { host: 's3.eu-west-1.amazonaws.com' })).toMatchObject({ service: 's3' });
    expect(routeOf('GET', '/', { host: '127.0.0.1:9000' })).toMatchObject({ service: 'unknown' });
  });
});
