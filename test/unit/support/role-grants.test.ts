import { describe, expect, it } from '@jest/globals';
import { graphqlGrants } from '../../support/role-grants.ts';

const field = (path: string) => ({
  'Fn::Join': [
    '',
    [
      'arn:',
      { Ref: 'AWS::Partition' },
      ':appsync:',
      { Ref: 'AWS::Region' },
      ':',
      { Ref: 'AWS::AccountId' },
      ':apis/',
      { 'Fn::GetAtt': ['Api', 'ApiId'] },
      path,
    ],
  ],
});
const allow = (path: string, more: object = {}) => ({
  Effect: 'Allow',
  Action: 'appsync:GraphQL',
  Resource: field(path),
  ...more,
});

function grantsOf(statements: readonly object[], role: Readonly<Record<string, unknown>> = {}, roles = ['Till']) {
  const resource = (logicalId: string, Type: string, Properties: Readonly<Record<string, unknown>>) => ({
    logicalId,
    Type,
    Properties,
  });
  const resources = [
    resource('Api', 'AWS::AppSync::GraphQLApi', {}),
    resource('Till', 'AWS::IAM::Role', role),
    resource('Policy', 'AWS::IAM::Policy', {
      Roles: roles.map((Ref) => ({ Ref })),
      PolicyDocument: { Statement: statements },
    }),
  ];
  return graphqlGrants({ resources, outputs: { TillRole: { 'Fn::GetAtt': ['Till', 'Arn'] } } }, 'TillRole');
}

describe('graphqlGrants', () => {
  it('grants the fields that are named, and no other', () => {
    const grants = grantsOf([allow('/types/Query/fields/member')]);

    expect(grants('Query', 'member')).toBe(true);
    expect(grants('Query', 'members')).toBe(false);
    expect(grants('Mutation', 'member')).toBe(false);
  });

  it('understands a whole API and wildcards, and lets a deny win', () => {
    const grants = grantsOf([allow('/*'), { ...allow('/types/Query/fields/me*'), Effect: 'Deny' }]);

    expect(grants('Mutation', 'adjustPoints')).toBe(true);
    expect(grants('Query', 'member')).toBe(false);
  });

  it('leaves out the policies of other roles and other actions', () => {
    expect(grantsOf([allow('/*')], {}, ['Other'])('Query', 'member')).toBe(false);
    expect(grantsOf([allow('/*', { Action: ['appsync:Get*'] })])('Query', 'member')).toBe(false);
    expect(grantsOf([allow('/*', { Action: ['appsync:*'] })])('Query', 'member')).toBe(true);
  });

  it('fails on what it does not read, instead of judging without it', () => {
    expect(() => grantsOf([allow('/*', { Condition: {} })])).toThrow('A statement of Till has Condition');
    expect(() => grantsOf([], { ManagedPolicyArns: [] })).toThrow('Till has ManagedPolicyArns');
    expect(() => graphqlGrants({ resources: [], outputs: {} }, 'TillRole')).toThrow('The template has no role');
  });
});
