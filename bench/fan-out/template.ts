/** The same API as an AppSync template: an API key, a NONE resolver for the mutation, `@aws_subscribe`. */
import { SCHEMA, subscriptionType, TEXT } from './world.ts';

const PUBLISH = `export const request = ({ args }) => ({
  payload: { topic: args.topic, sequence: args.sequence, text: ${JSON.stringify(TEXT)} },
});
export const response = (ctx) => ctx.result;`;

export function fanOutTemplate(): object {
  const ApiId = { 'Fn::GetAtt': ['Api', 'ApiId'] };
  const Definition = SCHEMA + subscriptionType('@aws_subscribe(mutations: ["publish"])');
  return {
    AWSTemplateFormatVersion: '2010-09-09',
    Resources: {
      Api: { Type: 'AWS::AppSync::GraphQLApi', Properties: { Name: 'fan-out', AuthenticationType: 'API_KEY' } },
      Key: { Type: 'AWS::AppSync::ApiKey', Properties: { ApiId } },
      Schema: { Type: 'AWS::AppSync::GraphQLSchema', Properties: { ApiId, Definition } },
      Nothing: { Type: 'AWS::AppSync::DataSource', Properties: { ApiId, Name: 'Nothing', Type: 'NONE' } },
      Publish: {
        Type: 'AWS::AppSync::Resolver',
        Properties: {
          ApiId,
          TypeName: 'Mutation',
          FieldName: 'publish',
          DataSourceName: 'Nothing',
          Runtime: { Name: 'APPSYNC_JS', RuntimeVersion: '1.0.0' },
          Code: PUBLISH,
        },
      },
    },
  };
}
