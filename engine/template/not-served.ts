/** Resource types that the engine passes over, and what that means for who runs it. */
import type { NotServed } from './blueprint.ts';
import type { Resources } from './resources.ts';

/** Types that become part of the blueprint, or only tie such parts together. */
const SERVED = new Set([
  'AWS::AppSync::GraphQLApi',
  'AWS::AppSync::GraphQLSchema',
  'AWS::AppSync::ApiKey',
  'AWS::AppSync::ApiCache',
  'AWS::AppSync::DataSource',
  'AWS::AppSync::FunctionConfiguration',
  'AWS::AppSync::Resolver',
  'AWS::CloudFormation::Stack',
  'AWS::Cognito::UserPool',
  'AWS::Cognito::UserPoolClient',
  'AWS::Cognito::UserPoolGroup',
  'AWS::DynamoDB::Table',
  'AWS::DynamoDB::GlobalTable',
  'AWS::Events::EventBus',
  'AWS::Events::Rule',
  'AWS::IAM::Role',
  'AWS::IAM::Policy',
  'AWS::IAM::RolePolicy',
  'AWS::IAM::ManagedPolicy',
  'AWS::Lambda::Function',
  'AWS::Lambda::Version',
  'AWS::Lambda::Alias',
  'AWS::Lambda::EventSourceMapping',
  'AWS::Scheduler::Schedule',
  'AWS::Scheduler::ScheduleGroup',
  'AWS::SQS::Queue',
]);

/** By the longest prefix that fits. */
const CONSEQUENCES: Readonly<Record<string, string>> = {
  'AWS::AppSync::Api': 'the AppSync Events API is not served',
  'AWS::AppSync::ChannelNamespace': 'the AppSync Events API is not served',
  'AWS::AppSync::SourceApiAssociation': 'merged APIs are not served: their source APIs are, one at a time',
  'AWS::AppSync::DomainName': 'custom domain names are not served: use the address that is printed',
  'AWS::AppSync::DomainNameApiAssociation': 'custom domain names are not served: use the address that is printed',
  'AWS::CDK::Metadata': 'holds no behaviour',
  'AWS::CloudFormation::WaitCondition': 'nothing waits here',
  'AWS::CloudWatch::': 'no metric is watched, no alarm fires',
  'AWS::CloudFront::': 'nothing is cached or delivered by a network of edges',
  'AWS::CodeDeploy::': 'no traffic is shifted: aliases point at the code of the assembly',
  'AWS::Cognito::': 'this part of Cognito is not simulated; tokens are made by the local issuer',
  'AWS::Events::': 'nothing is routed by it',
  'AWS::Events::ApiDestination': 'API destinations are not served: their targets get nothing',
  'AWS::Events::Connection': 'API destinations are not served: their targets get nothing',
  'AWS::Events::Archive': 'events are neither kept nor replayed',
  'AWS::Events::EventBusPolicy': 'resource policies of buses are not evaluated',
  'AWS::IAM::': 'not evaluated: only policies of roles are',
  'AWS::KMS::': 'nothing is encrypted',
  'AWS::Lambda::Permission': 'resource policies of functions are not evaluated',
  'AWS::Lambda::Url': 'function URLs are not served',
  'AWS::Lambda::LayerVersion': 'layers are not served: functions that need one do not run',
  'AWS::Lambda::EventInvokeConfig': 'asynchronous calls are retried by default rules',
  'AWS::Logs::': 'logs go to standard output and are not kept',
  'AWS::S3::': 'no bucket is there: calls to S3 fail',
  'AWS::SNS::': 'messages to topics go nowhere',
  'AWS::SQS::QueuePolicy': 'resource policies of queues are not evaluated',
  'AWS::SSM::Parameter': 'no parameter store is there: calls to SSM fail',
  'AWS::SecretsManager::': 'no secret is kept: calls to Secrets Manager fail',
  'AWS::StepFunctions::': 'no state machine runs',
  'AWS::ApiGateway::': 'no REST API is served',
  'AWS::ApiGatewayV2::': 'no HTTP or WebSocket API is served',
  'AWS::OpenSearchService::': 'no search domain is there',
  'AWS::RDS::': 'no relational database is there',
  'AWS::Kinesis::': 'no stream is there: calls to Kinesis fail',
  'AWS::EC2::': 'there is no network of its own: functions use this machine',
  'AWS::Route53::': 'no name is registered',
  'AWS::CertificateManager::': 'no certificate is made: plain HTTP only',
  'AWS::WAFv2::': 'no request is filtered',
  'AWS::XRay::': 'no trace is kept',
  'Custom::': 'custom resources do not run: what they would set up is not there',
  'AWS::CloudFormation::CustomResource': 'custom resources do not run: what they would set up is not there',
};

/** What changes nothing that a request or a function could see. */
const SILENT = [
  'AWS::CDK::Metadata',
  'AWS::CloudFormation::WaitCondition',
  'AWS::Logs::',
  'AWS::CloudWatch::',
  'AWS::XRay::',
];

/** What the app does on AWS, and what does not happen here. */
const LOST = [
  'AWS::AppSync::Api',
  'AWS::AppSync::ChannelNamespace',
  'AWS::AppSync::SourceApiAssociation',
  'AWS::Cognito::',
  'AWS::Events::',
  'AWS::S3::Bucket',
  'AWS::SNS::',
  'AWS::StepFunctions::',
  'AWS::Kinesis::',
  'AWS::RDS::',
  'AWS::OpenSearchService::',
  'Custom::',
  'AWS::CloudFormation::CustomResource',
];

function severityOf(type: string): NotServed['severity'] {
  const startsAny = (prefixes: readonly string[]): boolean => prefixes.some((prefix) => type.startsWith(prefix));
  if (startsAny(SILENT)) return 'debug';
  return startsAny(LOST) || !Object.keys(CONSEQUENCES).some((prefix) => type.startsWith(prefix)) ? 'warn' : 'info';
}

/** One line for each resource that no other room hears of. */
export function listNotServed(resources: Resources): readonly NotServed[] {
  return resources.all
    .filter((resource) => !SERVED.has(resource.type))
    .map((resource) => ({
      logicalId: resources.labelOf(resource),
      type: resource.type,
      consequence: consequenceOf(resource.type),
      severity: severityOf(resource.type),
    }));
}

function consequenceOf(type: string): string {
  const prefixes = Object.keys(CONSEQUENCES).filter((prefix) => type.startsWith(prefix));
  const longest = prefixes.sort((a, b) => b.length - a.length)[0];
  return (
    (longest === undefined ? undefined : CONSEQUENCES[longest]) ??
    'the engine does not know this type: nothing of it runs'
  );
}
