import type { Resource } from '../resource.ts';
import type { AttributeTable } from './types.ts';

export const busNameOf = (bus: Resource): string => bus.physicalName('Name', 256);
export const busArnOf = (bus: Resource): string => bus.arn('events', `event-bus/${busNameOf(bus)}`);

/** The bus of a rule: a name or an ARN; the account's default bus without either. */
export const ruleBusArnOf = (rule: Resource): string =>
  toBusArn(rule.properties.optionalText('EventBusName') ?? 'default', rule);

/** @param reference - a bus by its name or its ARN */
export function toBusArn(reference: string, resource: Resource): string {
  return reference.startsWith('arn:') ? reference : resource.arn('events', `event-bus/${reference}`);
}

export const ruleArnOf = (rule: Resource): string => {
  const bus = ruleBusArnOf(rule).split('event-bus/')[1] ?? 'default';
  return rule.arn('events', `rule/${bus === 'default' ? '' : `${bus}/`}${ruleNameOf(rule)}`);
};

export const ruleNameOf = (rule: Resource): string => rule.physicalName('Name', 64);
const ruleName = ruleNameOf;
const scheduleGroup = (schedule: Resource): string => schedule.properties.optionalText('GroupName') ?? 'default';
export const scheduleArnOf = (schedule: Resource): string =>
  schedule.arn('scheduler', `schedule/${scheduleGroup(schedule)}/${ruleName(schedule)}`);

export const EVENTS: AttributeTable = {
  'AWS::Events::EventBus': { ref: busNameOf, attributes: { Arn: busArnOf, Name: busNameOf } },
  'AWS::Events::Rule': { ref: ruleName, attributes: { Arn: ruleArnOf } },
  'AWS::Events::ApiDestination': {
    ref: ruleName,
    attributes: { Arn: (it) => it.arn('events', `api-destination/${ruleName(it)}`) },
  },
  'AWS::Events::Connection': {
    ref: ruleName,
    attributes: { Arn: (it) => it.arn('events', `connection/${ruleName(it)}`) },
  },
  'AWS::Events::Archive': { ref: ruleName, attributes: { Arn: (it) => it.arn('events', `archive/${ruleName(it)}`) } },
  'AWS::Scheduler::ScheduleGroup': {
    ref: ruleName,
    attributes: { Arn: (group) => group.arn('scheduler', `schedule-group/${ruleName(group)}`) },
  },
  'AWS::Scheduler::Schedule': {
    ref: ruleName,
    attributes: { Arn: scheduleArnOf },
  },
};
