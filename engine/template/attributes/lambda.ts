import { uuidOf } from '../naming.ts';
import type { Resource } from '../resource.ts';
import type { AttributeTable } from './types.ts';

export const functionNameOf = (fn: Resource): string => fn.physicalName('FunctionName', 64);
export const lambdaArnOf = (fn: Resource): string => fn.arn('lambda', `function:${functionNameOf(fn)}`);

/** Full ARN of what `FunctionName` properties hold: a name, `name:alias`, a partial ARN or an ARN. */
export function toFunctionArn(reference: string, resource: Resource): string {
  if (reference.startsWith('arn:')) return reference;
  const name = reference.replace(/^\d{12}:function:/, '');
  return resource.arn('lambda', `function:${name}`);
}

/** The ARN without `:alias` or `:version`. */
export const unqualified = (arn: string): string => arn.split(':').slice(0, 7).join(':');

const functionOf = (resource: Resource): string =>
  unqualified(toFunctionArn(resource.properties.text('FunctionName'), resource));

/** Versions count from 1 in the order of the template. */
export function versionOf(version: Resource): string {
  const siblings = [...version.scope.resources.values()].filter(
    (other) => other.type === 'AWS::Lambda::Version' && functionOf(other) === functionOf(version),
  );
  return String(siblings.indexOf(version) + 1);
}

export const versionArnOf = (version: Resource): string => `${functionOf(version)}:${versionOf(version)}`;
export const aliasArnOf = (alias: Resource): string => `${functionOf(alias)}:${alias.properties.text('Name')}`;

const mappingId = (mapping: Resource): string => uuidOf(mapping.seed);
const layerArn = (layer: Resource): string => layer.arn('lambda', `layer:${layer.physicalName('LayerName', 64)}:1`);

export const LAMBDA: AttributeTable = {
  'AWS::Lambda::Function': { ref: functionNameOf, attributes: { Arn: lambdaArnOf } },
  'AWS::Lambda::Version': { ref: versionArnOf, attributes: { Version: versionOf, FunctionArn: versionArnOf } },
  'AWS::Lambda::Alias': { ref: aliasArnOf, attributes: { AliasArn: aliasArnOf } },
  'AWS::Lambda::EventSourceMapping': {
    ref: mappingId,
    attributes: {
      Id: mappingId,
      EventSourceMappingArn: (mapping) => mapping.arn('lambda', `event-source-mapping:${mappingId(mapping)}`),
    },
  },
  'AWS::Lambda::LayerVersion': { ref: layerArn, attributes: { LayerVersionArn: layerArn } },
};
