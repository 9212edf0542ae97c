/** The names that `@aws-appsync/utils` 2.1.1 declares for JS. A test compares them with what the runtime gives, both ways. */
import type { KnownModule } from './source/imports.ts';

export interface Surface {
  readonly [name: string]: Surface | true;
}

const names = (list: string): Surface => Object.fromEntries(list.split(' ').map((name) => [name, true as const]));

const UTIL: Surface = {
  ...names('escapeJavaScript urlEncode urlDecode base64Encode base64Decode autoId autoUlid autoKsuid'),
  ...names('unauthorized error appendError matches authType'),
  time: names(
    'nowISO8601 nowEpochSeconds nowEpochMilliSeconds nowFormatted parseFormattedToEpochMilliSeconds ' +
      'parseISO8601ToEpochMilliSeconds epochMilliSecondsToSeconds epochMilliSecondsToISO8601 epochMilliSecondsToFormatted',
  ),
  dynamodb: names(
    'toDynamoDB toString toStringSet toNumber toNumberSet toBinary toBinarySet toBoolean toNull toList toMap toMapValues ' +
      'toS3Object fromS3ObjectJson',
  ),
  rds: names('toJsonObject'),
  http: names('copyHeaders addResponseHeader addResponseHeaders'),
  xml: names('toMap toJsonString'),
  transform: names(
    'toDynamoDBFilterExpression toDynamoDBConditionExpression toElasticsearchQueryDSL toSubscriptionFilter',
  ),
  math: names('roundNum minVal maxVal randomDouble randomWithinRange'),
  str: names('normalize'),
};

export const SURFACE = {
  utils: {
    util: UTIL,
    extensions: names(
      'evictFromApiCache setSubscriptionFilter setSubscriptionInvalidationFilter invalidateSubscriptions',
    ),
    runtime: names('earlyReturn'),
  } satisfies Surface,
  dynamodb: {
    ...names('get query scan put update remove sync batchGet batchPut batchDelete transactGet transactWrite'),
    ...names('toStringSet toNumberSet toBinarySet'),
    operations: names('add remove replace increment decrement append prepend updateListItem'),
  } satisfies Surface,
  rds: {
    ...names('select insert update remove createPgStatement createMySQLStatement sql toJsonObject'),
    typeHint: names('DATE DECIMAL JSON TIME TIMESTAMP UUID'),
    agg: names('max maxDistinct min minDistinct count countDistinct avg avgDistinct sum sumDistinct'),
  } satisfies Surface,
  ai: names('invokeModel converse'),
} as const satisfies Readonly<Record<KnownModule, Surface>>;

export function isGroup(surface: Surface | true | undefined): surface is Surface {
  return typeof surface === 'object';
}
