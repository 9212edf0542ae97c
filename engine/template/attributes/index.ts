/** All resource types whose `Ref` and `Fn::GetAtt` are known. Anything else is refused by name where it is needed. */
import { userError } from '../../kernel/index.ts';
import type { Resource } from '../resource.ts';
import { APPSYNC } from './appsync.ts';
import { COGNITO } from './cognito.ts';
import { DYNAMODB } from './dynamodb.ts';
import { EVENTS } from './events.ts';
import { IAM } from './iam.ts';
import { LAMBDA } from './lambda.ts';
import { LOGS } from './logs.ts';
import { MESSAGING } from './messaging.ts';
import { STORAGE } from './storage.ts';
import type { AttributeTable, TypeAttributes } from './types.ts';

const TABLE: AttributeTable = {
  ...APPSYNC,
  ...COGNITO,
  ...DYNAMODB,
  ...EVENTS,
  ...IAM,
  ...LAMBDA,
  ...LOGS,
  ...MESSAGING,
  ...STORAGE,
};

/** @throws userError when nothing is known of the resource's type */
export function attributesOf(resource: Resource, place: string): TypeAttributes {
  const known = Object.hasOwn(TABLE, resource.type) ? TABLE[resource.type] : undefined;
  if (known !== undefined) return known;
  throw userError(
    'TEMPLATE_UNKNOWN_RESOURCE',
    `${place} needs ${resource.logicalId}, whose type ${resource.type} the engine does not know`,
    `Write the value at ${place} without ${resource.logicalId}, for example by a parameter with a default.`,
  );
}
