import type { Resource } from '../resource.ts';
import type { AttributeTable, TypeAttributes } from './types.ts';

export const tableNameOf = (table: Resource): string => table.physicalName('TableName');
export const tableArnOf = (table: Resource): string => table.arn('dynamodb', `table/${tableNameOf(table)}`);
/** The label is a moment on AWS; a fixed one here keeps ARNs equal from start to start. */
export const streamArnOf = (table: Resource): string => `${tableArnOf(table)}/stream/2000-01-01T00:00:00.000`;

const ANY_TABLE: TypeAttributes = {
  ref: tableNameOf,
  attributes: { Arn: tableArnOf, StreamArn: streamArnOf, TableId: (table) => table.token(26) },
};

export const DYNAMODB: AttributeTable = { 'AWS::DynamoDB::Table': ANY_TABLE, 'AWS::DynamoDB::GlobalTable': ANY_TABLE };
