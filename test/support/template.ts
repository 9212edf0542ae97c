import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildApp } from '../../infra/app.ts';

export interface Resource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
  readonly DeletionPolicy?: string;
}

interface Template {
  readonly Resources: Readonly<Record<string, Resource>>;
  readonly Outputs?: Readonly<Record<string, { readonly Value: unknown }>>;
}

export interface SynthesizedApp {
  readonly folder: string;
  /** Resources of the stack and of all its nested stacks. */
  readonly resources: readonly (Resource & { readonly logicalId: string })[];
  /** Values of the stack's outputs as the template writes them. */
  readonly outputs: Readonly<Record<string, unknown>>;
  ofType(type: string): readonly (Resource & { readonly logicalId: string })[];
}

function readTemplates(folder: string, files: readonly string[]): SynthesizedApp {
  const templates = files.map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as Template);
  const resources = templates.flatMap(({ Resources }) =>
    Object.entries(Resources).map(([logicalId, resource]) => ({ logicalId, ...resource })),
  );
  const outputs = Object.fromEntries(
    Object.entries(templates[0]?.Outputs ?? {}).map(([name, { Value }]) => [name, Value]),
  );
  return { folder, resources, outputs, ofType: (type) => resources.filter((resource) => resource.Type === type) };
}

/** Synthesizes the whole app into a folder of its own. */
export function synthesizeApp(context: Readonly<Record<string, unknown>> = {}): SynthesizedApp {
  const folder = mkdtempSync(join(tmpdir(), 'assembly-'));
  const assembly = buildApp({ outdir: folder, validate: false, context }).synth();
  const nested = readdirSync(folder).filter((name) => name.endsWith('.nested.template.json'));
  return readTemplates(folder, [...assembly.stacks.map((stack) => stack.templateFile), ...nested.sort()]);
}

interface Manifest {
  readonly artifacts: Readonly<
    Record<string, { readonly type: string; readonly properties?: { readonly templateFile?: string } }>
  >;
}

/**
 * What these sources synthesize to: as the gateway that this run started has just written it, the root stack alone, or made anew for a
 * gateway that ran before.
 */
export function currentApp(): Pick<SynthesizedApp, 'resources' | 'outputs'> {
  const folder = process.env.GATEWAY_ASSEMBLY;
  if (folder === undefined) return synthesizeApp();
  const { artifacts } = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as Manifest;
  const stacks = Object.values(artifacts).filter(({ type }) => type === 'aws:cloudformation:stack');
  // An earlier assembly in the same folder leaves its templates behind: the manifest tells which are of this one.
  return readTemplates(
    folder,
    stacks.flatMap(({ properties }) => properties?.templateFile ?? []),
  );
}
