import { type EngineError, isEngineError, userError } from '../../kernel/index.ts';
import {
  aliasArnOf,
  functionNameOf,
  lambdaArnOf,
  toFunctionArn,
  unqualified,
  versionArnOf,
  versionOf,
} from '../attributes/lambda.ts';
import type { AliasBlueprint, FunctionBlueprint, NotServed } from '../blueprint.ts';
import { unpacked } from '../read/archive.ts';
import type { Assets } from '../read/assets.ts';
import type { Resource } from '../resource.ts';
import type { Resources } from '../resources.ts';
import { toText } from '../section.ts';

export interface Lambdas {
  readonly functions: readonly FunctionBlueprint[];
  /** Why a function cannot run here, by its ARN. */
  readonly refused: ReadonlyMap<string, EngineError>;
  readonly notServed: readonly NotServed[];
}

/** Functions that can run here. One that cannot is listed: the rest of the API works without it. */
export function buildLambdas(resources: Resources, assets: Assets): Lambdas {
  const functions: FunctionBlueprint[] = [];
  const refused = new Map<string, EngineError>();
  const notServed: NotServed[] = [];
  for (const resource of resources.ofType('AWS::Lambda::Function')) {
    try {
      const { environment, lost } = environmentOf(resource);
      functions.push({ ...buildLambda(resource, resources, assets), environment });
      for (const consequence of lost)
        notServed.push({ logicalId: resources.labelOf(resource), type: resource.type, consequence, severity: 'warn' });
    } catch (cause) {
      if (!isEngineError(cause) || cause.kind === 'fault') throw cause;
      refused.set(lambdaArnOf(resource), cause);
      const consequence = `the function does not run: ${cause.message}`;
      notServed.push({ logicalId: resources.labelOf(resource), type: resource.type, consequence, severity: 'warn' });
    }
  }
  return { functions, refused, notServed };
}

function buildLambda(resource: Resource, resources: Resources, assets: Assets): Omit<FunctionBlueprint, 'environment'> {
  const { properties } = resource;
  refuseForeignPackaging(resource);
  return {
    logicalId: resources.labelOf(resource),
    functionName: functionNameOf(resource),
    arn: lambdaArnOf(resource),
    roleArn: properties.text('Role'),
    handler: properties.text('Handler'),
    runtime: properties.text('Runtime'),
    code: codeOf(resource, assets),
    timeoutSeconds: properties.number('Timeout', 3),
    memoryMb: properties.number('MemorySize', 128),
    logGroup: properties.section('LoggingConfig')?.optionalText('LogGroup') ?? null,
  };
}

/** A variable that names what is not served here is empty, and listed: the function may never look at it. */
function environmentOf(resource: Resource): {
  readonly environment: Readonly<Record<string, string>>;
  readonly lost: readonly string[];
} {
  const members = resource.membersOf('Environment', 'Variables');
  if (members === null)
    return { environment: resource.properties.section('Environment')?.textMap('Variables') ?? {}, lost: [] };
  const environment: Record<string, string> = {};
  const lost: string[] = [];
  for (const [name, read] of members) {
    try {
      const value = read();
      if (value !== undefined) environment[name] = toText(value, `${resource.place}.Properties.Environment.${name}`);
    } catch (cause) {
      if (!isEngineError(cause) || cause.kind === 'fault') throw cause;
      environment[name] = '';
      lost.push(`its variable ${name} is empty: ${cause.message}`);
    }
  }
  return { environment, lost };
}

function refuseForeignPackaging({ properties }: Resource): void {
  const refuse = (key: string, value: string, allowed: string): never => {
    throw userError(
      'TEMPLATE_NOT_SUPPORTED',
      `${properties.at(key)} is ${value}; served is ${allowed}`,
      `Change ${key} of the function; the rest of the API is served without it.`,
    );
  };
  if (properties.optionalText('PackageType') === 'Image') refuse('PackageType', 'Image', 'Zip');
  const runtime = properties.text('Runtime');
  if (!runtime.startsWith('nodejs')) refuse('Runtime', runtime, 'any nodejs runtime');
  const layers = properties.texts('Layers');
  if (layers.length > 0) refuse('Layers', layers.join(', '), 'no layer: bundle what the function needs');
}

/** A folder or an archive; `Code: ./folder` is how templates have it before `aws cloudformation package`. */
function codeOf({ properties, scope }: Resource, assets: Assets): FunctionBlueprint['code'] {
  const path = properties.value('Code');
  const code = typeof path === 'string' ? null : properties.requiredSection('Code');
  const inline = code?.optionalText('ZipFile') ?? null;
  if (inline !== null) return { inline };
  const place = code?.at('S3Key') ?? properties.at('Code');
  const asset = assets.find(code?.text('S3Key') ?? String(path), place, scope.folder);
  return { directory: asset.packaging === 'zip' ? asset.path : unpacked(asset.path, place) };
}

/** Aliases, and versions under their number: calls may name either. */
export function buildAliases(resources: Resources): readonly AliasBlueprint[] {
  const aliases = resources.ofType('AWS::Lambda::Alias').map((alias) => ({
    arn: aliasArnOf(alias),
    name: alias.properties.text('Name'),
  }));
  const versions = resources.ofType('AWS::Lambda::Version').map((version) => ({
    arn: versionArnOf(version),
    name: versionOf(version),
  }));
  return [...aliases, ...versions].map((it) => ({ ...it, functionArn: unqualified(it.arn) }));
}

/** A mapping's or data source's function, as a full ARN that may carry an alias. */
export function functionReference(resource: Resource, key: string): string {
  return toFunctionArn(resource.properties.text(key), resource);
}
