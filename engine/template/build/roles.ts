import { managedPolicyArnOf, roleArnOf, roleNameOf } from '../attributes/iam.ts';
import type { RoleBlueprint } from '../blueprint.ts';
import type { Resource } from '../resource.ts';
import type { Resources } from '../resources.ts';

/**
 * Roles with every policy that the template attaches to them, from either side. What a policy names and the engine does not know becomes
 * a text that matches nothing, so such a statement grants nothing here.
 */
export function buildRoles(resources: Resources): readonly RoleBlueprint[] {
  const managed = new Map(
    resources.ofType('AWS::IAM::ManagedPolicy').map((policy) => [managedPolicyArnOf(policy), policy] as const),
  );
  return resources.ofType('AWS::IAM::Role').map((role) => {
    const roleName = roleNameOf(role);
    const arns = role.tolerant.texts('ManagedPolicyArns');
    const attached = [...managed.values()].filter(
      (policy) => arns.includes(managedPolicyArnOf(policy)) || policy.tolerant.texts('Roles').includes(roleName),
    );
    return {
      logicalId: resources.labelOf(role),
      arn: roleArnOf(role),
      roleName,
      policies: [
        ...role.tolerant.sections('Policies').map((policy) => policy.value('PolicyDocument')),
        ...policiesNaming(roleName, resources).map(documentOf),
        ...attached.map(documentOf),
      ],
      managedPolicyArns: arns.filter((arn) => !managed.has(arn)),
      ...boundaryOf(role, managed),
    };
  });
}

function boundaryOf(
  role: Resource,
  managed: ReadonlyMap<string, Resource>,
): Pick<RoleBlueprint, 'permissionsBoundary'> {
  const arn = role.tolerant.optionalText('PermissionsBoundary');
  if (arn === null) return {};
  const policy = managed.get(arn);
  return { permissionsBoundary: { arn, document: policy === undefined ? null : documentOf(policy) } };
}

const documentOf = (policy: Resource): unknown => policy.tolerant.value('PolicyDocument');

function policiesNaming(roleName: string, resources: Resources): readonly Resource[] {
  const policies = resources
    .ofType('AWS::IAM::Policy')
    .filter((policy) => policy.tolerant.texts('Roles').includes(roleName));
  const rolePolicies = resources
    .ofType('AWS::IAM::RolePolicy')
    .filter((policy) => policy.tolerant.optionalText('RoleName') === roleName);
  return [...policies, ...rolePolicies];
}
