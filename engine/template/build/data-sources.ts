import { userError } from '../../kernel/index.ts';
import type { DataSourceBlueprint, HttpSigning } from '../blueprint.ts';
import type { Resource } from '../resource.ts';
import { refuseValue, type Section } from '../section.ts';

const NAME = /^[_A-Za-z][_0-9A-Za-z]*$/;

const SERVED = ['NONE', 'AMAZON_DYNAMODB', 'AWS_LAMBDA', 'HTTP', 'AMAZON_EVENTBRIDGE'] as const;

/** @throws userError naming a type that is not served (RELATIONAL_DATABASE, AMAZON_OPENSEARCH_SERVICE, AMAZON_BEDROCK_RUNTIME …) */
export function buildDataSource(resource: Resource): DataSourceBlueprint {
  const { properties } = resource;
  const base = { name: nameOf(properties), roleArn: properties.optionalText('ServiceRoleArn') };
  const type = typeOf(properties);
  switch (type) {
    case 'NONE':
      return { ...base, type };
    case 'AMAZON_DYNAMODB':
      return { ...base, type, ...dynamoDb(properties.requiredSection('DynamoDBConfig')) };
    case 'AWS_LAMBDA':
      return { ...base, type, functionArn: properties.requiredSection('LambdaConfig').text('LambdaFunctionArn') };
    case 'HTTP': {
      const config = properties.requiredSection('HttpConfig');
      return { ...base, type, endpoint: config.text('Endpoint'), signing: signingOf(config) };
    }
    case 'AMAZON_EVENTBRIDGE':
      return { ...base, type, eventBusArn: properties.requiredSection('EventBridgeConfig').text('EventBusArn') };
  }
}

function nameOf(properties: Section): string {
  const name = properties.text('Name');
  if (NAME.test(name)) return name;
  return refuseValue(properties.at('Name'), name, 'letters, digits and _, not a digit first');
}

function typeOf(properties: Section): (typeof SERVED)[number] {
  const type = properties.text('Type');
  const served = SERVED.find((candidate) => candidate === type);
  if (served !== undefined) return served;
  throw userError(
    'TEMPLATE_NOT_SUPPORTED',
    `${properties.at('Type')} is ${type}; served data source types are ${SERVED.join(', ')}`,
    `Put a Lambda function in front of what ${properties.text('Name')} reaches, or leave the data source out.`,
  );
}

function dynamoDb(config: Section): { readonly tableName: string; readonly versioned: boolean } {
  if (config.flag('UseCallerCredentials', false)) {
    throw userError(
      'TEMPLATE_NOT_SUPPORTED',
      `${config.at('UseCallerCredentials')} is true; the engine calls tables with the data source's own role only`,
      'Give the data source a ServiceRoleArn and remove UseCallerCredentials.',
    );
  }
  if (config.flag('Versioned', false)) {
    throw userError(
      'TEMPLATE_NOT_SUPPORTED',
      `${config.at('Versioned')} is true; versioned tables (conflict detection, delta sync) are not served`,
      'Set Versioned to false, and use conditions for optimistic locking.',
    );
  }
  return { tableName: config.text('TableName'), versioned: false };
}

function signingOf(config: Section): HttpSigning | null {
  const authorization = config.section('AuthorizationConfig');
  if (authorization === null) return null;
  authorization.choice('AuthorizationType', ['AWS_IAM']);
  const iam = authorization.requiredSection('AwsIamConfig');
  return { region: iam.text('SigningRegion'), service: iam.text('SigningServiceName') };
}
