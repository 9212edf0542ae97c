import { userError } from '../../kernel/index.ts';
import type { EventSourceBlueprint, NotServed } from '../blueprint.ts';
import type { Resource } from '../resource.ts';
import type { Resources } from '../resources.ts';
import { functionReference } from './lambdas.ts';

/** Mappings over table streams. Mappings over queues and other sources are listed, not run. */
export function buildEventSources(resources: Resources): {
  readonly eventSources: readonly EventSourceBlueprint[];
  readonly notServed: readonly NotServed[];
} {
  const eventSources: EventSourceBlueprint[] = [];
  const notServed: NotServed[] = [];
  for (const mapping of resources.ofType('AWS::Lambda::EventSourceMapping')) {
    const source = mapping.tolerant.optionalText('EventSourceArn') ?? 'a source that is not on AWS';
    if (source.startsWith('arn:aws:dynamodb:')) {
      eventSources.push(buildEventSource(mapping, resources));
    } else {
      const consequence = `the function is never called for ${source}: only streams of tables are read`;
      notServed.push({ logicalId: resources.labelOf(mapping), type: mapping.type, consequence, severity: 'warn' });
    }
  }
  return { eventSources, notServed };
}

/** Defaults are those of the Lambda API for streams. */
function buildEventSource(mapping: Resource, resources: Resources): EventSourceBlueprint {
  const { properties } = mapping;
  if (properties.number('TumblingWindowInSeconds', 0) > 0) {
    throw userError(
      'TEMPLATE_NOT_SUPPORTED',
      `${properties.at('TumblingWindowInSeconds')} is set; tumbling windows are not served`,
      'Remove TumblingWindowInSeconds and aggregate in the function.',
    );
  }
  const onFailure = properties.section('DestinationConfig')?.section('OnFailure');
  return {
    logicalId: resources.labelOf(mapping),
    enabled: properties.flag('Enabled', true),
    streamArn: properties.text('EventSourceArn'),
    functionArn: functionReference(mapping, 'FunctionName'),
    startingPosition: properties.choice('StartingPosition', ['LATEST', 'TRIM_HORIZON']),
    batchSize: properties.number('BatchSize', 100),
    batchWindowSeconds: properties.number('MaximumBatchingWindowInSeconds', 0),
    maximumRetryAttempts: properties.number('MaximumRetryAttempts', -1),
    maximumRecordAgeSeconds: properties.number('MaximumRecordAgeInSeconds', -1),
    bisectOnError: properties.flag('BisectBatchOnFunctionError', false),
    reportBatchItemFailures: properties.texts('FunctionResponseTypes').includes('ReportBatchItemFailures'),
    parallelizationFactor: properties.number('ParallelizationFactor', 1),
    filters: (properties.section('FilterCriteria')?.sections('Filters') ?? []).map((filter) => filter.text('Pattern')),
    onFailureArn: onFailure?.optionalText('Destination') ?? null,
  };
}
