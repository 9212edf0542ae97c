/**
 * The files of a cloud assembly: which stacks there are, their templates and assets. Knows nothing of what a template means.
 */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { userError } from '../../kernel/index.ts';
import { isRecord, type JsonRecord } from '../section.ts';
import { Assets, readJson } from './assets.ts';
import { parseTemplate } from './parse-template.ts';

export interface StackFile {
  /** Artifact id: `--stack` takes it, or the stack name. */
  readonly id: string;
  readonly name: string;
  readonly template: JsonRecord;
  /** That of the template file. */
  readonly folder: string;
  /** Null when the assembly leaves it open. */
  readonly region: string | null;
  readonly accountId: string | null;
  /** Parameter values that the assembly itself gives. */
  readonly parameters: Readonly<Record<string, string>>;
  /** Artifact ids of stacks that must be there before this one. */
  readonly dependencies: readonly string[];
}

export interface Assembly {
  readonly stacks: readonly StackFile[];
  readonly assets: Assets;
}

/** Reads a folder with manifest.json, or one template file with the `.assets.json` beside it. */
export function readAssembly(path: string): Assembly {
  const assets = new Assets();
  const full = resolve(path);
  if (!existsSync(full)) {
    throw userError(
      'TEMPLATE_NOT_FOUND',
      `${path} does not exist`,
      'Give the path of a cloud assembly folder or of a template file.',
    );
  }
  if (!statSync(full).isDirectory()) return { stacks: [readTemplateFile(full, assets)], assets };
  if (!existsSync(join(full, 'manifest.json'))) {
    throw userError(
      'TEMPLATE_NOT_FOUND',
      `${path} has no manifest.json, so it is no cloud assembly`,
      'Synthesize first (`cdk synth`), or give the path of one template file.',
    );
  }
  return { stacks: readManifest(full, assets), assets };
}

/** Reads a template by its path; used for nested stacks too. */
export function readTemplate(path: string, options?: { readonly mayBeEmpty: boolean }): JsonRecord {
  return parseTemplate(readFileSync(path, 'utf8'), basename(path), options);
}

function readTemplateFile(file: string, assets: Assets): StackFile {
  const name = basename(file).replace(/(\.template)?\.(json|ya?ml|template)$/i, '');
  assets.addManifest(join(dirname(file), `${name}.assets.json`));
  const template = readTemplate(file);
  const folder = dirname(file);
  return { id: name, name, template, folder, region: null, accountId: null, parameters: {}, dependencies: [] };
}

function readManifest(folder: string, assets: Assets): readonly StackFile[] {
  const manifest = readJson(join(folder, 'manifest.json'));
  const artifacts = isRecord(manifest) && isRecord(manifest.artifacts) ? manifest.artifacts : {};
  const stacks: StackFile[] = [];
  for (const [id, artifact] of Object.entries(artifacts)) {
    if (!isRecord(artifact)) continue;
    const properties = isRecord(artifact.properties) ? artifact.properties : {};
    switch (artifact.type) {
      case 'aws:cloudformation:stack':
        stacks.push(readStackArtifact(folder, id, artifact, properties));
        break;
      case 'cdk:asset-manifest':
        if (typeof properties.file === 'string') assets.addManifest(join(folder, properties.file));
        break;
      case 'cdk:cloud-assembly':
        // A CDK Stage is an assembly of its own inside the assembly.
        if (typeof properties.directoryName === 'string') {
          stacks.push(...readManifest(join(folder, properties.directoryName), assets));
        }
        break;
      default:
    }
  }
  return stacks;
}

function readStackArtifact(folder: string, id: string, artifact: JsonRecord, properties: JsonRecord): StackFile {
  const [, accountId, region] = /^aws:\/\/([^/]+)\/(.+)$/.exec(String(artifact.environment)) ?? [];
  const parameters = isRecord(properties.parameters) ? properties.parameters : {};
  const dependencies: readonly unknown[] = Array.isArray(artifact.dependencies) ? artifact.dependencies : [];
  return {
    id,
    name: typeof properties.stackName === 'string' ? properties.stackName : id,
    // A stack of a test framework may hold nothing but parameters and rules.
    template: readTemplate(join(folder, String(properties.templateFile)), { mayBeEmpty: true }),
    folder,
    region: region === undefined || region === 'unknown-region' ? null : region,
    accountId: accountId === undefined || accountId === 'unknown-account' ? null : accountId,
    parameters: Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, String(value)])),
    dependencies: dependencies.filter((name) => typeof name === 'string'),
  };
}
