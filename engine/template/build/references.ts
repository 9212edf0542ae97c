import { userError } from '../../kernel/index.ts';
import { unqualified } from '../attributes/lambda.ts';
import type { ApiBlueprint, FunctionBlueprint, NotServed, TableBlueprint } from '../blueprint.ts';

/**
 * Holds the API against what the served stacks create. A function from elsewhere is refused: nothing could answer for it. A table from
 * elsewhere is listed: another DynamoDB (`DYNAMODB_ENDPOINT`) may hold it.
 */
export function checkReferences(
  api: ApiBlueprint,
  functions: readonly FunctionBlueprint[],
  tables: readonly TableBlueprint[],
): readonly NotServed[] {
  const arns = new Set(functions.map((fn) => fn.arn));
  const tableNames = new Set(tables.map((table) => table.tableName));
  const notServed: NotServed[] = [];
  for (const source of api.dataSources) {
    if (source.type === 'AWS_LAMBDA') requireFunction(arns, source.functionArn, `The data source ${source.name}`);
    if (source.type === 'AMAZON_DYNAMODB' && !tableNames.has(source.tableName)) {
      const consequence = `no served stack creates its table ${source.tableName}: calls fail, unless the DynamoDB in use has it`;
      notServed.push({ logicalId: source.name, type: 'AWS::AppSync::DataSource', consequence });
    }
  }
  for (const provider of api.authProviders) {
    if (provider.mode === 'AWS_LAMBDA') requireFunction(arns, provider.authorizerArn, 'The Lambda authorizer');
  }
  return notServed;
}

function requireFunction(arns: ReadonlySet<string>, arn: string, who: string): void {
  if (arns.has(unqualified(arn))) return;
  throw userError(
    'TEMPLATE_DANGLING_REFERENCE',
    `${who} calls ${arn}, which no served stack creates; served are ${[...arns].join(', ') || 'no functions'}`,
    'Add the stack with the function to the assembly, or name one of its functions.',
  );
}
