import { isEngineError, userError } from '../../kernel/index.ts';
import { ruleArnOf, scheduleArnOf } from '../attributes/events.ts';
import type { NotServed, ScheduleBlueprint, ScheduleTargetBlueprint } from '../blueprint.ts';
import type { Resource } from '../resource.ts';
import type { Resources } from '../resources.ts';
import type { Section } from '../section.ts';

/** EventBridge keeps an event for a day and tries 185 times. */
const MAX_AGE_SECONDS = 86_400;
const MAX_RETRIES = 185;

/** Schedules, and rules with a `ScheduleExpression`: one for each target that can be reached here; the others are listed. */
export function buildSchedules(resources: Resources): {
  readonly schedules: readonly ScheduleBlueprint[];
  readonly notServed: readonly NotServed[];
} {
  const schedules: ScheduleBlueprint[] = [];
  const notServed: NotServed[] = [];
  const add = (resource: Resource, build: () => ScheduleBlueprint): void => {
    try {
      schedules.push(build());
    } catch (cause) {
      if (!isEngineError(cause) || cause.kind === 'fault') throw cause;
      const consequence = `the schedule does not run: ${cause.message}`;
      notServed.push({ logicalId: resources.labelOf(resource), type: resource.type, consequence, severity: 'warn' });
    }
  };
  for (const schedule of resources.ofType('AWS::Scheduler::Schedule')) {
    add(schedule, () => buildSchedule(schedule, resources));
  }
  for (const rule of resources.ofType('AWS::Events::Rule')) {
    if (rule.tolerant.optionalText('ScheduleExpression') === null) continue;
    for (const target of rule.properties.sections('Targets')) {
      add(rule, () => buildScheduledRule(rule, target, resources));
    }
  }
  return { schedules, notServed };
}

function buildSchedule(schedule: Resource, resources: Resources): ScheduleBlueprint {
  const { properties } = schedule;
  const window = properties.section('FlexibleTimeWindow');
  const flexible = window?.optionalText('Mode') === 'FLEXIBLE' ? window : null;
  return {
    logicalId: resources.labelOf(schedule),
    arn: scheduleArnOf(schedule),
    origin: 'scheduler',
    enabled: properties.choice('State', ['ENABLED', 'DISABLED'], 'ENABLED') === 'ENABLED',
    expression: properties.text('ScheduleExpression'),
    timezone: properties.optionalText('ScheduleExpressionTimezone') ?? 'UTC',
    startMs: instantOf(properties, 'StartDate'),
    endMs: instantOf(properties, 'EndDate'),
    flexibleMinutes: flexible?.number('MaximumWindowInMinutes', 0) ?? 0,
    target: targetOf(properties.requiredSection('Target')),
  };
}

/** Rules know neither time zones nor a beginning and an end. */
function buildScheduledRule(rule: Resource, target: Section, resources: Resources): ScheduleBlueprint {
  const { properties } = rule;
  return {
    logicalId: resources.labelOf(rule),
    arn: ruleArnOf(rule),
    origin: 'rule',
    enabled: properties.choice('State', ['ENABLED', 'DISABLED'], 'ENABLED') === 'ENABLED',
    expression: properties.text('ScheduleExpression'),
    timezone: 'UTC',
    startMs: null,
    endMs: null,
    flexibleMinutes: 0,
    target: targetOf(target),
  };
}

function instantOf(properties: Section, key: string): number | null {
  const text = properties.optionalText(key);
  if (text === null) return null;
  const ms = Date.parse(text);
  if (!Number.isNaN(ms)) return ms;
  throw userError(
    'TEMPLATE_BAD_VALUE',
    `${properties.at(key)} is ${text}; allowed is a date and time such as 2026-12-24T18:00:00Z`,
    'Correct the date.',
  );
}

function targetOf(target: Section): ScheduleTargetBlueprint {
  const arn = target.text('Arn');
  const kind = arn.startsWith('arn:aws:lambda:') ? 'function' : arn.startsWith('arn:aws:sqs:') ? 'queue' : null;
  if (kind === null || target.section('InputTransformer') !== null || target.optionalText('InputPath') !== null) {
    throw userError(
      'TEMPLATE_NOT_SUPPORTED',
      `${target.at('Arn')} is ${arn}; served are schedules of functions and queues, without a transformed input`,
      'Put a function between the schedule and this target.',
    );
  }
  const retry = target.section('RetryPolicy');
  return {
    arn,
    kind,
    roleArn: target.optionalText('RoleArn'),
    input: target.optionalText('Input'),
    maximumRetryAttempts: retry?.number('MaximumRetryAttempts', MAX_RETRIES) ?? MAX_RETRIES,
    maximumEventAgeSeconds: retry?.number('MaximumEventAgeInSeconds', MAX_AGE_SECONDS) ?? MAX_AGE_SECONDS,
    deadLetterArn: target.section('DeadLetterConfig')?.optionalText('Arn') ?? null,
  };
}
