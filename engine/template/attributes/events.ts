import type { Resource } from '../resource.ts';
import type { AttributeTable } from './types.ts';

export const busNameOf = (bus: Resource): string => bus.physicalName('Name', 256);
export const busArnOf = (bus: Resource): string => bus.arn('events', `event-bus/${busNameOf(bus)}`);

const ruleName = (rule: Resource): string => rule.physicalName('Name', 64);
const scheduleGroup = (schedule: Resource): string => schedule.properties.optionalText('GroupName') ?? 'default';

export const EVENTS: AttributeTable = {
  'AWS::Events::EventBus': { ref: busNameOf, attributes: { Arn: busArnOf, Name: busNameOf } },
  'AWS::Events::Rule': { ref: ruleName, attributes: { Arn: (rule) => rule.arn('events', `rule/${ruleName(rule)}`) } },
  'AWS::Scheduler::ScheduleGroup': {
    ref: ruleName,
    attributes: { Arn: (group) => group.arn('scheduler', `schedule-group/${ruleName(group)}`) },
  },
  'AWS::Scheduler::Schedule': {
    ref: ruleName,
    attributes: { Arn: (it) => it.arn('scheduler', `schedule/${scheduleGroup(it)}/${ruleName(it)}`) },
  },
};
