import { isEngineError, userError } from '../../kernel/index.ts';
import { busArnOf, busNameOf, ruleArnOf, ruleBusArnOf, ruleNameOf } from '../attributes/events.ts';
import type {
  EventBusBlueprint,
  EventInputBlueprint,
  EventRuleBlueprint,
  EventTargetBlueprint,
  NotServed,
} from '../blueprint.ts';
import type { Resource } from '../resource.ts';
import type { Resources } from '../resources.ts';
import { isRecord, refuseValue, type Section } from '../section.ts';

/** EventBridge keeps an event for a day and tries 185 times. */
const MAX_AGE_SECONDS = 86_400;
const MAX_RETRIES = 185;
const ENABLED_WITH_TRAILS = 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS';

export function buildEventBuses(resources: Resources): readonly EventBusBlueprint[] {
  return resources.ofType('AWS::Events::EventBus').map((bus) => ({
    logicalId: resources.labelOf(bus),
    name: busNameOf(bus),
    arn: busArnOf(bus),
  }));
}

/** Rules over events, with the targets that can be reached here; other targets are listed. A schedule of a rule is built apart. */
export function buildEventRules(resources: Resources): {
  readonly eventRules: readonly EventRuleBlueprint[];
  readonly notServed: readonly NotServed[];
} {
  const eventRules: EventRuleBlueprint[] = [];
  const notServed: NotServed[] = [];
  for (const rule of resources.ofType('AWS::Events::Rule')) {
    const list = (consequence: string): void => {
      notServed.push({ logicalId: resources.labelOf(rule), type: rule.type, consequence, severity: 'warn' });
    };
    if (rule.tolerant.value('EventPattern') === undefined) continue;
    eventRules.push(buildRule(rule, resources, list));
  }
  return { eventRules, notServed };
}

function buildRule(rule: Resource, resources: Resources, list: (consequence: string) => void): EventRuleBlueprint {
  const { properties } = rule;
  const targets = properties.sections('Targets').flatMap((target) => {
    try {
      return [buildTarget(target)];
    } catch (cause) {
      if (!isEngineError(cause) || cause.kind === 'fault') throw cause;
      list(`one of its targets gets nothing: ${cause.message}`);
      return [];
    }
  });
  return {
    logicalId: resources.labelOf(rule),
    name: ruleNameOf(rule),
    arn: ruleArnOf(rule),
    eventBusArn: ruleBusArnOf(rule),
    enabled: properties.choice('State', ['ENABLED', 'DISABLED', ENABLED_WITH_TRAILS], 'ENABLED') !== 'DISABLED',
    pattern: patternOf(properties),
    targets,
  };
}

/** An object, or the JSON text of one. */
function patternOf(properties: Section): Readonly<Record<string, unknown>> {
  const given = properties.value('EventPattern');
  if (isRecord(given)) return given;
  try {
    const parsed: unknown = typeof given === 'string' ? JSON.parse(given) : undefined;
    if (isRecord(parsed)) return parsed;
  } catch {
    // The refusal below shows the text.
  }
  return refuseValue(properties.at('EventPattern'), given, 'an event pattern');
}

const KINDS: readonly (readonly [RegExp, EventTargetBlueprint['kind']])[] = [
  [/^arn:aws:lambda:/, 'function'],
  [/^arn:aws:sqs:/, 'queue'],
  [/^arn:aws:events:[^:]*:[^:]*:event-bus\//, 'event-bus'],
  [/^arn:aws:logs:/, 'log-group'],
  [/^arn:aws:appsync:[^:]*:[^:]*:endpoints\/graphql-api\//, 'graphql'],
];

function buildTarget(target: Section): EventTargetBlueprint {
  const arn = target.text('Arn');
  const kind = KINDS.find(([pattern]) => pattern.test(arn))?.[1];
  if (kind === undefined) {
    throw userError(
      'TEMPLATE_NOT_SUPPORTED',
      `${target.at('Arn')} is ${arn}; served targets are functions, queues, event buses, log groups and GraphQL APIs`,
      'Put a function between the rule and this target.',
    );
  }
  const retry = target.section('RetryPolicy');
  const operation = target.section('AppSyncParameters')?.text('GraphQLOperation') ?? null;
  return {
    id: target.text('Id'),
    arn,
    kind,
    roleArn: target.optionalText('RoleArn'),
    input: inputOf(target),
    maximumRetryAttempts: retry?.number('MaximumRetryAttempts', MAX_RETRIES) ?? MAX_RETRIES,
    maximumEventAgeSeconds: retry?.number('MaximumEventAgeInSeconds', MAX_AGE_SECONDS) ?? MAX_AGE_SECONDS,
    deadLetterArn: target.section('DeadLetterConfig')?.optionalText('Arn') ?? null,
    graphqlOperation:
      kind === 'graphql' ? (operation ?? target.requiredSection('AppSyncParameters').text('GraphQLOperation')) : null,
  };
}

function inputOf(target: Section): EventInputBlueprint {
  const text = target.optionalText('Input');
  if (text !== null) return { kind: 'constant', text };
  const path = target.optionalText('InputPath');
  if (path !== null) return { kind: 'path', path };
  const transformer = target.section('InputTransformer');
  if (transformer === null) return { kind: 'event' };
  return {
    kind: 'transformer',
    paths: transformer.textMap('InputPathsMap'),
    template: transformer.text('InputTemplate'),
  };
}
