/** The same API as an AppSync template: inline code, an API key, one table. */
import { LIST_LENGTH, SCHEMA, TABLE } from './world.ts';

const RUNTIME = { Name: 'APPSYNC_JS', RuntimeVersion: '1.0.0' };

const HELLO = `import { runtime } from '@aws-appsync/utils';
export const request = () => runtime.earlyReturn('world');
export const response = (ctx) => ctx.result;`;

const ECHO = `const itemOf = (id) => ({ id, name: \`Member \${id}\`, points: 1200, tier: 'SILVER' });
export const request = (ctx) => ({ payload: itemOf(ctx.args.id) });
export const response = (ctx) => ctx.result;`;

const ITEM = `import { util } from '@aws-appsync/utils';
import { get } from '@aws-appsync/utils/dynamodb';
export const request = (ctx) => get({ key: { id: ctx.args.id } });
export const response = (ctx) => {
  if (ctx.error) util.error(ctx.error.message, ctx.error.type);
  return ctx.result;
};`;

const ITEMS = `const LIST = [${Array.from({ length: LIST_LENGTH }, (_, index) => `'${index}'`).join(', ')}];
export const request = () => ({
  payload: LIST.map((id) => ({ id, name: \`Member \${id}\`, points: 1200, tier: 'SILVER' })),
});
export const response = (ctx) => ctx.result;`;

const DETAIL = `export const request = (ctx) => ({ payload: { text: ctx.source.name, length: 7 } });
export const response = (ctx) => ctx.result;`;

function resolver(TypeName: string, FieldName: string, DataSourceName: string, Code: string): object {
  const ApiId = { 'Fn::GetAtt': ['Api', 'ApiId'] };
  const Properties = { ApiId, TypeName, FieldName, DataSourceName, Runtime: RUNTIME, Code };
  return { Type: 'AWS::AppSync::Resolver', Properties };
}

export function benchTemplate(): object {
  const ApiId = { 'Fn::GetAtt': ['Api', 'ApiId'] };
  return {
    AWSTemplateFormatVersion: '2010-09-09',
    Resources: {
      Api: {
        Type: 'AWS::AppSync::GraphQLApi',
        Properties: { Name: 'bench', AuthenticationType: 'API_KEY' },
      },
      Key: { Type: 'AWS::AppSync::ApiKey', Properties: { ApiId } },
      Schema: { Type: 'AWS::AppSync::GraphQLSchema', Properties: { ApiId, Definition: SCHEMA } },
      Items: {
        Type: 'AWS::DynamoDB::Table',
        Properties: {
          TableName: TABLE,
          BillingMode: 'PAY_PER_REQUEST',
          KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
          AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
        },
      },
      Role: {
        Type: 'AWS::IAM::Role',
        Properties: {
          AssumeRolePolicyDocument: {
            Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'appsync.amazonaws.com' } }],
          },
          Policies: [
            {
              PolicyName: 'read',
              PolicyDocument: {
                Statement: [
                  { Effect: 'Allow', Action: 'dynamodb:GetItem', Resource: { 'Fn::GetAtt': ['Items', 'Arn'] } },
                ],
              },
            },
          ],
        },
      },
      Nothing: { Type: 'AWS::AppSync::DataSource', Properties: { ApiId, Name: 'Nothing', Type: 'NONE' } },
      ItemsSource: {
        Type: 'AWS::AppSync::DataSource',
        Properties: {
          ApiId,
          Name: 'Items',
          Type: 'AMAZON_DYNAMODB',
          ServiceRoleArn: { 'Fn::GetAtt': ['Role', 'Arn'] },
          DynamoDBConfig: { TableName: { Ref: 'Items' }, AwsRegion: { Ref: 'AWS::Region' } },
        },
      },
      QueryHello: resolver('Query', 'hello', 'Nothing', HELLO),
      QueryEcho: resolver('Query', 'echo', 'Nothing', ECHO),
      QueryItem: resolver('Query', 'item', 'Items', ITEM),
      QueryItems: resolver('Query', 'items', 'Nothing', ITEMS),
      ItemDetail: resolver('Item', 'detail', 'Nothing', DETAIL),
    },
  };
}
