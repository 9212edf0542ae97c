import type { Resource } from '../resource.ts';
import type { AttributeTable } from './types.ts';

const pathOf = (resource: Resource): string => resource.properties.optionalText('Path') ?? '/';
const globalArn = (resource: Resource, kind: string, name: string): string =>
  `arn:aws:iam::${resource.accountId}:${kind}${pathOf(resource)}${name}`;

export const roleNameOf = (role: Resource): string => role.physicalName('RoleName', 64);
export const roleArnOf = (role: Resource): string => globalArn(role, 'role', roleNameOf(role));
export const managedPolicyArnOf = (policy: Resource): string =>
  globalArn(policy, 'policy', policy.physicalName('ManagedPolicyName', 128));

const userName = (user: Resource): string => user.physicalName('UserName', 64);
const policyName = (policy: Resource): string => policy.properties.text('PolicyName');
const idOf =
  (prefix: string) =>
  (resource: Resource): string =>
    prefix + resource.token(17).toUpperCase();

export const IAM: AttributeTable = {
  'AWS::IAM::Role': { ref: roleNameOf, attributes: { Arn: roleArnOf, RoleId: idOf('AROA') } },
  'AWS::IAM::ManagedPolicy': {
    ref: managedPolicyArnOf,
    attributes: { PolicyArn: managedPolicyArnOf, PolicyId: idOf('ANPA') },
  },
  'AWS::IAM::Policy': { ref: policyName, attributes: { Id: policyName } },
  'AWS::IAM::User': { ref: userName, attributes: { Arn: (user) => globalArn(user, 'user', userName(user)) } },
};
