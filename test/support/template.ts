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
}

export interface SynthesizedApp {
  readonly folder: string;
  /** Resources of the stack and of all its nested stacks. */
  readonly resources: readonly (Resource & { readonly logicalId: string })[];
  ofType(type: string): readonly (Resource & { readonly logicalId: string })[];
}

/** Synthesizes the whole app into a folder of its own. */
export function synthesizeApp(context: Readonly<Record<string, unknown>> = {}): SynthesizedApp {
  const folder = mkdtempSync(join(tmpdir(), 'assembly-'));
  const assembly = buildApp({ outdir: folder, validate: false, context }).synth();
  const files = [
    ...assembly.stacks.map((stack) => stack.templateFile),
    ...readdirSync(folder)
      .filter((name) => name.endsWith('.nested.template.json'))
      .sort(),
  ];
  const resources = files.flatMap((file) =>
    Object.entries((JSON.parse(readFileSync(join(folder, file), 'utf8')) as Template).Resources).map(
      ([logicalId, resource]) => ({ logicalId, ...resource }),
    ),
  );
  return { folder, resources, ofType: (type) => resources.filter((resource) => resource.Type === type) };
}
