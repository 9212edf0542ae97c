import { isEngineError, userError } from '../../kernel/index.ts';
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
import type { Assets } from '../read/assets.ts';
import type { Resource } from '../resource.ts';
import type { Resources } from '../resources.ts';
import type { Section } from '../section.ts';

/** Functions that can run here. One that cannot is refused when `needed` holds its ARN, and listed otherwise. */
export function buildLambdas(
  resources: Resources,
  assets: Assets,
  needed: ReadonlySet<string>,
): { readonly functions: readonly FunctionBlueprint[]; readonly notServed: readonly NotServed[] } {
  const functions: FunctionBlueprint[] = [];
  const notServed: NotServed[] = [];
  for (const resource of resources.ofType('AWS::Lambda::Function')) {
    try {
      functions.push(buildLambda(resource, resources, assets));
    } catch (cause) {
      if (!isEngineError(cause) || cause.kind === 'fault' || needed.has(lambdaArnOf(resource))) throw cause;
      const consequence = `the function does not run: ${cause.message}`;
      notServed.push({ logicalId: resources.labelOf(resource), type: resource.type, consequence, severity: 'warn' });
    }
  }
  return { functions, notServed };
}

function buildLambda(resource: Resource, resources: Resources, assets: Assets): FunctionBlueprint {
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
    environment: properties.section('Environment')?.textMap('Variables') ?? {},
    timeoutSeconds: properties.number('Timeout', 3),
    memoryMb: properties.number('MemorySize', 128),
    logGroup: properties.section('LoggingConfig')?.optionalText('LogGroup') ?? null,
  };
}

function refuseForeignPackaging({ properties }: Resource): void {
  const refuse = (key: string, value: string, allowed: string): never => {
    throw userError(
      'TEMPLATE_NOT_SUPPORTED',
      `${properties.at(key)} is ${value}; served is ${allowed}`,
      `Change ${key} of the function.`,
    );
  };
  if (properties.optionalText('PackageType') === 'Image') refuse('PackageType', 'Image', 'Zip');
  const runtime = properties.text('Runtime');
  if (!runtime.startsWith('nodejs')) refuse('Runtime', runtime, 'any nodejs runtime');
  const layers = properties.texts('Layers');
  if (layers.length > 0) refuse('Layers', layers.join(', '), 'no layer: bundle what the function needs');
}

function codeOf({ properties }: Resource, assets: Assets): FunctionBlueprint['code'] {
  const local = localFolder(properties, assets);
  if (local !== null) return { directory: local };
  const code = properties.requiredSection('Code');
  const inline = code.optionalText('ZipFile');
  if (inline !== null) return { inline };
  const asset = assets.find(code.text('S3Key'), code.at('S3Key'));
  if (asset.packaging === 'zip') return { directory: asset.path };
  throw userError(
    'TEMPLATE_NOT_SUPPORTED',
    `${code.at('S3Key')} is the archive ${asset.path}; the engine runs functions from their folder`,
    'Give the folder to Code.fromAsset, not a zip file.',
  );
}

/** `Code: ./folder`, as templates have it before `aws cloudformation package`. */
function localFolder(properties: Section, assets: Assets): string | null {
  const code = properties.value('Code');
  return typeof code === 'string' ? assets.find(code, properties.at('Code')).path : null;
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
