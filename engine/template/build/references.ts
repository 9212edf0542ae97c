import { userError } from '../../kernel/index.ts';
import { unqualified } from '../attributes/lambda.ts';
import type { ApiBlueprint, NotServed, TableBlueprint } from '../blueprint.ts';
import type { Lambdas } from './lambdas.ts';

/**
 * Holds the API against what the served stacks create. What comes from elsewhere is listed: the rest of the API works without it. Only
 * an authorizer without which nobody gets in is refused.
 */
export function checkReferences(
  api: ApiBlueprint,
  { functions, refused }: Pick<Lambdas, 'functions' | 'refused'>,
  tables: readonly TableBlueprint[],
): readonly NotServed[] {
  const arns = new Set(functions.map((fn) => fn.arn));
  const tableNames = new Set(tables.map((table) => table.tableName));
  const used = new Set([...api.resolvers, ...api.functions].map((it) => it.dataSourceName));
  const notServed: NotServed[] = [];
  const list = (logicalId: string, consequence: string): void => {
    notServed.push({ logicalId, type: 'AWS::AppSync::DataSource', consequence, severity: 'warn' });
  };
  for (const source of api.dataSources) {
    if (source.type === 'AWS_LAMBDA' && used.has(source.name) && !arns.has(unqualified(source.functionArn))) {
      const isHere = refused.has(unqualified(source.functionArn));
      const why = isHere ? 'its function does not run here' : 'no served stack creates its function';
      list(source.name, `${why}: ${source.functionArn}: calls fail`);
    }
    if (source.type === 'HTTP' && source.signing !== null && isForeignAws(source.endpoint))
      list(source.name, `calls to ${source.endpoint} are signed with keys of this machine, which AWS refuses`);
    if (source.type === 'AMAZON_DYNAMODB' && !tableNames.has(source.tableName)) {
      list(
        source.name,
        `no served stack creates its table ${source.tableName}: calls fail, unless the DynamoDB in use has it`,
      );
    }
  }
  for (const provider of api.authProviders) {
    if (provider.mode !== 'AWS_LAMBDA' || arns.has(unqualified(provider.authorizerArn))) continue;
    if (api.authProviders.length === 1)
      throw refused.get(unqualified(provider.authorizerArn)) ?? authorizerMissing(provider.authorizerArn, arns);
    list('Lambda authorizer', `${provider.authorizerArn} does not run here: whoever comes with its token is refused`);
  }
  return notServed;
}

/** DynamoDB, SQS and EventBridge are answered here. */
function isForeignAws(endpoint: string): boolean {
  const service = /^https?:\/\/([a-z0-9-]+)\..*amazonaws\.com(?::\d+)?\/?/.exec(endpoint)?.[1];
  return service !== undefined && !['dynamodb', 'sqs', 'events'].includes(service);
}

function authorizerMissing(arn: string, arns: ReadonlySet<string>): Error {
  return userError(
    'TEMPLATE_DANGLING_REFERENCE',
    `The Lambda authorizer is ${arn}, which no served stack creates; served are ${[...arns].join(', ') || 'no functions'}`,
    'Add the stack with the function to the assembly, or name one of its functions.',
  );
}
