/** Settings of the API and its cache, refused where CloudFormation would refuse them (spec/appsync-resolvers 1.6, 10). */
import type { ApiBlueprint, ApiCacheBlueprint, NotServed } from '../blueprint.ts';
import type { Resource } from '../resource.ts';
import { refuseValue } from '../section.ts';
import type { Section } from '../section.ts';

const CACHE_BEHAVIORS = ['FULL_REQUEST_CACHING', 'PER_RESOLVER_CACHING', 'OPERATION_LEVEL_CACHING'] as const;
const CACHE_SIZES = ['SMALL', 'MEDIUM', 'LARGE', 'XLARGE', 'LARGE_2X', 'LARGE_4X', 'LARGE_8X', 'LARGE_12X'] as const;
/** Names of older templates. */
const FORMER_SIZES: Readonly<Record<string, ApiCacheBlueprint['size']>> = {
  T2_SMALL: 'SMALL',
  T2_MEDIUM: 'MEDIUM',
  R4_LARGE: 'LARGE',
  R4_XLARGE: 'XLARGE',
  R4_2XLARGE: 'LARGE_2X',
  R4_4XLARGE: 'LARGE_4X',
  R4_8XLARGE: 'LARGE_8X',
};
const LOG_LEVELS = ['NONE', 'ERROR', 'INFO', 'DEBUG', 'ALL'] as const;
const MAX_VARIABLES = 50;
const MAX_VARIABLE_CHARACTERS = 512;
const VARIABLE_NAME = /^[A-Za-z]\w{1,63}$/;

export function readSettings(api: Resource) {
  const { properties } = api;
  const log = properties.section('LogConfig');
  return {
    name: properties.text('Name'),
    environment: readEnvironment(properties),
    queryDepthLimit: properties.wholeNumber('QueryDepthLimit', 0, 0, 75),
    resolverCountLimit: properties.wholeNumber('ResolverCountLimit', 0, 0, 10_000),
    introspection: properties.choice('IntrospectionConfig', ['ENABLED', 'DISABLED'], 'ENABLED') === 'ENABLED',
    logsRequests: log !== null,
    fieldLogLevel: log?.choice('FieldLogLevel', LOG_LEVELS, 'NONE') ?? 'NONE',
    excludeVerboseContent: log?.flag('ExcludeVerboseContent', false) ?? false,
  } satisfies Partial<ApiBlueprint>;
}

export function buildCache(cache: Resource | undefined): ApiCacheBlueprint | null {
  if (cache === undefined) return null;
  const { properties } = cache;
  const former = FORMER_SIZES[properties.optionalText('Type') ?? ''];
  return {
    behavior: properties.choice('ApiCachingBehavior', CACHE_BEHAVIORS),
    ttlSeconds: properties.wholeNumber('Ttl', 3600, 1, 3600),
    size: former ?? properties.choice('Type', CACHE_SIZES, 'SMALL'),
  };
}

/** What is read and then passed over: nobody's answer depends on it. */
export function listUnservedSettings(api: Resource, logicalId: string): readonly NotServed[] {
  const { properties, type } = api;
  const unserved = (name: string, consequence: string): NotServed => ({
    logicalId,
    type: `${type}.${name}`,
    consequence,
    severity: 'debug',
  });
  return [
    ...(properties.flag('XrayEnabled', false) ? [unserved('XrayEnabled', 'no trace is kept')] : []),
    ...(properties.section('EnhancedMetricsConfig') === null
      ? []
      : [unserved('EnhancedMetricsConfig', 'no metric is kept; hits and misses of the cache stand in the log')]),
  ];
}

function readEnvironment(api: Section): Readonly<Record<string, string>> {
  const variables = api.textMap('EnvironmentVariables');
  const place = api.at('EnvironmentVariables');
  const entries = Object.entries(variables);
  if (entries.length > MAX_VARIABLES) refuseValue(place, `${entries.length} variables`, `at most ${MAX_VARIABLES}`);
  for (const [name, value] of entries) {
    if (!VARIABLE_NAME.test(name)) refuseValue(place, name, 'names of 2 to 64 letters, digits and _, a letter first');
    if (value.length > MAX_VARIABLE_CHARACTERS)
      refuseValue(`${place}.${name}`, value, `at most ${MAX_VARIABLE_CHARACTERS} characters`);
  }
  return variables;
}
