import type { Resource } from '../resource.ts';

/** What `Ref` and `Fn::GetAtt` give for one resource type. Values are made on demand. */
export interface TypeAttributes {
  readonly ref: (resource: Resource) => string;
  readonly attributes: Readonly<Record<string, (resource: Resource) => string>>;
}

/** By resource type, such as `AWS::SQS::Queue`. */
export type AttributeTable = Readonly<Record<string, TypeAttributes>>;
