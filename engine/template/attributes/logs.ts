import type { Resource } from '../resource.ts';
import type { AttributeTable } from './types.ts';

const groupName = (group: Resource): string => group.physicalName('LogGroupName', 512);
const alarmName = (alarm: Resource): string => alarm.physicalName('AlarmName');
const alarmArn = (alarm: Resource): string => alarm.arn('cloudwatch', `alarm:${alarmName(alarm)}`);

export const LOGS: AttributeTable = {
  // CloudFormation's own Arn of a log group ends in `:*`.
  'AWS::Logs::LogGroup': {
    ref: groupName,
    attributes: { Arn: (group) => group.arn('logs', `log-group:${groupName(group)}:*`) },
  },
  'AWS::CloudWatch::Alarm': { ref: alarmName, attributes: { Arn: alarmArn } },
  'AWS::CloudWatch::CompositeAlarm': { ref: alarmName, attributes: { Arn: alarmArn } },
  'AWS::CloudWatch::Dashboard': { ref: (dashboard) => dashboard.physicalName('DashboardName'), attributes: {} },
};
