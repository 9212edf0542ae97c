/** From a path to a blueprint: reads the files, chooses the stacks, and lets each builder take the resources that it knows. */
import { isEngineError, userError } from '../kernel/index.ts';
import { unqualified } from './attributes/lambda.ts';
import { queueArnOf, queueNameOf, queueUrlOf } from './attributes/messaging.ts';
import type { Blueprint, EventSourceBlueprint, NotServed } from './blueprint.ts';
import { buildApi } from './build/api.ts';
import { buildEventBuses, buildEventRules } from './build/event-rules.ts';
import { buildEventSources } from './build/event-sources.ts';
import { buildAliases, buildLambdas, type Lambdas } from './build/lambdas.ts';
import { checkReferences } from './build/references.ts';
import { buildRoles } from './build/roles.ts';
import { buildSchedules } from './build/schedules.ts';
import { buildTable } from './build/tables.ts';
import { buildUserPools } from './build/user-pools.ts';
import { listNotServed } from './not-served.ts';
import { assertDeclared } from './parameters.ts';
import { readAssembly } from './read/assembly.ts';
import { Resources } from './resources.ts';
import { toText } from './section.ts';
import { selectStacks } from './select-stacks.ts';
import type { StackScope } from './stack-scope.ts';
import { AssemblyWorld, type ReadOptions } from './world.ts';

export interface ReadBlueprintOptions extends ReadOptions {
  /** A cloud assembly folder, or one CloudFormation template (JSON or YAML). */
  readonly path: string;
  /** Artifact id or stack name. @default the one stack with a GraphQL API */
  readonly stack?: string;
  /** Name or logical id. @default the one GraphQL API of the stack */
  readonly api?: string;
}

/**
 * Reads what the engine has to serve.
 * @throws userError for everything that the API needs and the engine does not support, naming it and its place
 */
export function readBlueprint(options: ReadBlueprintOptions): Blueprint {
  const assembly = readAssembly(options.path);
  const world = new AssemblyWorld(assembly, options);
  const roots = selectStacks(world, options.stack).map((file) => world.root(file));
  const [main] = roots;
  if (main === undefined)
    throw userError('TEMPLATE_NO_API', `${options.path} holds no stack`, 'Synthesize the assembly again.');
  const declared = roots.flatMap((root) => root.parameterNames);
  assertDeclared(options.parameters ?? {}, main.name, declared);
  const scopes = roots.flatMap((root) => world.family(root));
  for (const scope of scopes) scope.refuseMacros();
  const resources = new Resources(scopes);
  const { api, notServed: unusedSources } = buildApi(resources, assembly.assets, options.api);
  const mappings = buildEventSources(resources);
  const { eventRules, notServed: lostRules } = buildEventRules(resources);
  const { schedules, notServed: lostSchedules } = buildSchedules(resources);
  const lambdas = buildLambdas(resources, assembly.assets);
  const { eventSources, notServed: unheard } = withFunctions(mappings.eventSources, lambdas);
  const tables = resources
    .ofType('AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable')
    .map((it) => buildTable(it, resources));
  const { outputs, notServed: lostOutputs } = readOutputs(main);
  return {
    region: main.region,
    accountId: main.accountId,
    api,
    tables,
    functions: lambdas.functions,
    aliases: buildAliases(resources),
    eventSources,
    queues: resources.ofType('AWS::SQS::Queue').map((queue) => ({
      logicalId: resources.labelOf(queue),
      queueName: queueNameOf(queue),
      arn: queueArnOf(queue),
      url: queueUrlOf(queue),
    })),
    userPools: buildUserPools(resources),
    eventBuses: buildEventBuses(resources),
    eventRules,
    schedules,
    roles: buildRoles(resources),
    outputs,
    notServed: [
      ...listNotServed(resources),
      ...unusedSources,
      ...mappings.notServed,
      ...lostRules,
      ...lostSchedules,
      ...lambdas.notServed,
      ...unheard,
      ...checkReferences(api, lambdas, tables),
      ...lostOutputs,
    ],
  };
}

/** A mapping whose function does not run here is listed with it, and its stream is not read. */
function withFunctions(
  mappings: readonly EventSourceBlueprint[],
  { functions }: Lambdas,
): { readonly eventSources: readonly EventSourceBlueprint[]; readonly notServed: readonly NotServed[] } {
  const arns = new Set(functions.map(({ arn }) => arn));
  const isServed = ({ functionArn }: EventSourceBlueprint): boolean => arns.has(unqualified(functionArn));
  return {
    eventSources: mappings.filter(isServed),
    notServed: mappings
      .filter((mapping) => !isServed(mapping))
      .map(({ logicalId, functionArn }) => ({
        logicalId,
        type: 'AWS::Lambda::EventSourceMapping',
        consequence: `its function ${functionArn} does not run here: nobody reads the stream for it`,
        severity: 'warn',
      })),
  };
}

/** An output that cannot be told is listed: nobody's request depends on it. */
function readOutputs(scope: StackScope): {
  readonly outputs: Readonly<Record<string, string>>;
  readonly notServed: readonly NotServed[];
} {
  const outputs: Record<string, string> = {};
  const notServed: NotServed[] = [];
  for (const name of scope.outputNames) {
    const place = `${scope.name}: Outputs.${name}`;
    try {
      outputs[name] = toText(scope.output(name, place), place);
    } catch (cause) {
      if (!isEngineError(cause) || cause.kind === 'fault') throw cause;
      notServed.push({
        logicalId: name,
        type: 'Output',
        consequence: `the output is left out: ${cause.message}`,
        severity: 'info',
      });
    }
  }
  return { outputs, notServed };
}
