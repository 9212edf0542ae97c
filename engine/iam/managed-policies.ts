/** AWS's own policies that roles of serverless apps carry. Their text is not in a template, so it is kept here, by ARN. */

interface Grant {
  readonly action: readonly string[];
}

const LOGS = ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'];
const NETWORK_INTERFACES = [
  'ec2:CreateNetworkInterface',
  'ec2:DescribeNetworkInterfaces',
  'ec2:DescribeSubnets',
  'ec2:DeleteNetworkInterface',
  'ec2:AssignPrivateIpAddresses',
  'ec2:UnassignPrivateIpAddresses',
];
const STREAMS = ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator', 'dynamodb:ListStreams'];
const DYNAMODB_READS = [
  'dynamodb:BatchGetItem',
  'dynamodb:ConditionCheckItem',
  'dynamodb:Describe*',
  'dynamodb:GetItem',
  'dynamodb:GetResourcePolicy',
  'dynamodb:List*',
  'dynamodb:PartiQLSelect',
  'dynamodb:Query',
  'dynamodb:Scan',
];

/** By the part of the ARN after `policy/`. */
const POLICIES: Readonly<Record<string, Grant>> = {
  AdministratorAccess: { action: ['*'] },
  'service-role/AWSLambdaBasicExecutionRole': { action: LOGS },
  'service-role/AWSLambdaVPCAccessExecutionRole': { action: [...LOGS, ...NETWORK_INTERFACES] },
  'service-role/AWSLambdaDynamoDBExecutionRole': { action: [...LOGS, ...STREAMS] },
  'service-role/AWSLambdaSQSQueueExecutionRole': {
    action: [...LOGS, 'sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
  },
  'service-role/AWSLambdaRole': { action: ['lambda:InvokeFunction'] },
  'service-role/AWSAppSyncPushToCloudWatchLogs': { action: LOGS },
  AWSLambdaInvocation_DynamoDB: { action: ['lambda:InvokeFunction', ...STREAMS] },
  AWSLambda_FullAccess: { action: ['lambda:*'] },
  AWSXRayDaemonWriteAccess: { action: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords', 'xray:GetSampling*'] },
  AWSXrayWriteOnlyAccess: { action: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords', 'xray:GetSampling*'] },
  AWSAppSyncInvokeFullAccess: { action: ['appsync:GraphQL', 'appsync:GetGraphqlApi', 'appsync:ListGraphqlApis'] },
  AWSAppSyncAdministrator: { action: ['appsync:*'] },
  AmazonDynamoDBFullAccess: { action: ['dynamodb:*'] },
  AmazonDynamoDBFullAccess_v2: { action: ['dynamodb:*'] },
  AmazonDynamoDBReadOnlyAccess: { action: DYNAMODB_READS },
  AmazonSQSFullAccess: { action: ['sqs:*'] },
  AmazonEventBridgeFullAccess: { action: ['events:*', 'schemas:*', 'scheduler:*', 'pipes:*'] },
};

/** @returns null for a policy whose text is not known here: it grants nothing, and messages say so */
export function managedPolicy(arn: string): unknown {
  const [prefix, name = ''] = arn.split(':policy/');
  if (!/^arn:aws[a-z-]*:iam::aws$/.test(prefix ?? '')) return null;
  const grant = Object.hasOwn(POLICIES, name) ? POLICIES[name] : undefined;
  if (grant === undefined) return null;
  return {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: grant.action, Resource: '*' }],
  };
}
