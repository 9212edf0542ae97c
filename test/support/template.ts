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

/** Templates of an assembly's stacks and of their nested stacks, the root stack first. */
function readAssembly(folder: string, stackFiles: readonly string[]): SynthesizedApp {
  const nested = readdirSync(folder).filter((name) => name.endsWith('.nested.template.json'));
  const templates = [...stackFiles, ...nested.sort()].map(
    (file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as Template,
  );
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
  return readAssembly(
    folder,
    assembly.stacks.map((stack) => stack.templateFile),
  );
}

/** What these sources synthesize to: as the gateway that this run started has just written it, or made anew for one that ran before. */
export function currentApp(): SynthesizedApp {
  const folder = process.env.GATEWAY_ASSEMBLY;
  if (folder === undefined) return synthesizeApp();
  const isStack = (name: string): boolean => name.endsWith('.template.json') && !name.endsWith('.nested.template.json');
  return readAssembly(folder, readdirSync(folder).filter(isStack));
}
