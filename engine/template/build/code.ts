import { userError } from '../../kernel/index.ts';
import type { CodeBlueprint } from '../blueprint.ts';
import type { Assets } from '../read/assets.ts';
import type { Resource } from '../resource.ts';

const TEMPLATES = [
  'RequestMappingTemplate',
  'ResponseMappingTemplate',
  'RequestMappingTemplateS3Location',
  'ResponseMappingTemplateS3Location',
];

/** Resolver or function code, inline or from an asset; null when there is none. VTL is refused by name. */
export function readCode(resource: Resource, assets: Assets): CodeBlueprint | null {
  const { properties } = resource;
  const template = TEMPLATES.find((name) => properties.optionalText(name) !== null);
  if (template !== undefined) {
    throw userError(
      'TEMPLATE_NOT_SUPPORTED',
      `${properties.at(template)} is a VTL mapping template; the engine runs APPSYNC_JS only`,
      'Write the resolver in JavaScript: Runtime { Name: APPSYNC_JS, RuntimeVersion: 1.0.0 } and Code.',
    );
  }
  const runtime = properties.section('Runtime');
  runtime?.choice('Name', ['APPSYNC_JS']);
  runtime?.choice('RuntimeVersion', ['1.0.0']);
  const inline = properties.optionalText('Code');
  const location = properties.optionalText('CodeS3Location');
  const hasCode = inline !== null || location !== null;
  if (hasCode !== (runtime !== null)) throw apart(resource, hasCode);
  if (inline !== null) return { text: inline, origin: properties.at('Code') };
  if (location === null) return null;
  const place = properties.at('CodeS3Location');
  const { folder } = resource.scope;
  return { text: assets.text(location, place, folder), origin: assets.find(location, place, folder).path };
}

/** AppSync takes neither without the other (spec 1.1). */
function apart(resource: Resource, hasCode: boolean): Error {
  return userError(
    'TEMPLATE_MISSING_PROPERTY',
    `${resource.place}.Properties has ${hasCode ? 'code, but no Runtime' : 'Runtime, but neither Code nor CodeS3Location'}`,
    'AppSync takes both or neither: Runtime { Name: APPSYNC_JS, RuntimeVersion: 1.0.0 } and Code.',
  );
}

/** Refuses delta sync and conflict handling, which versioned data sources need. */
export function refuseSync(resource: Resource): void {
  const sync = resource.properties.section('SyncConfig');
  const detection = sync?.optionalText('ConflictDetection') ?? 'NONE';
  if (sync === null || detection === 'NONE') return;
  throw userError(
    'TEMPLATE_NOT_SUPPORTED',
    `${sync.at('ConflictDetection')} is ${detection}: conflict detection and delta sync are not served`,
    'Remove SyncConfig, or set ConflictDetection to NONE.',
  );
}
