/**
 * Finds file assets on disk by the S3 address that a template names. Object keys are content hashes, so one index serves all
 * stacks of an assembly and the bucket does not matter.
 */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { messageOf, userError } from '../../kernel/index.ts';
import { isRecord } from '../section.ts';

export interface Asset {
  readonly path: string;
  /** `zip`: `path` is the unpacked folder. */
  readonly packaging: 'file' | 'zip';
}

export class Assets {
  readonly #byKey = new Map<string, Asset | { readonly executable: true }>();

  /** Adds one `<Stack>.assets.json`. A file that is not there adds nothing. */
  addManifest(manifestPath: string): void {
    if (!existsSync(manifestPath)) return;
    const manifest = readJson(manifestPath);
    const files = isRecord(manifest) && isRecord(manifest.files) ? manifest.files : {};
    for (const file of Object.values(files)) {
      if (!isRecord(file) || !isRecord(file.source) || !isRecord(file.destinations)) continue;
      const { path, packaging } = file.source;
      const asset =
        typeof path === 'string'
          ? {
              path: resolve(dirname(manifestPath), path),
              packaging: packaging === 'zip' ? ('zip' as const) : ('file' as const),
            }
          : { executable: true as const };
      for (const destination of Object.values(file.destinations)) {
        if (isRecord(destination) && typeof destination.objectKey === 'string') {
          this.#byKey.set(destination.objectKey, asset);
        }
      }
    }
  }

  /**
   * @param address - a path beside the template, an object key, an `s3://` address or an `https://` one
   * @param folder - of the template that names it
   * @throws userError when nothing is found
   */
  find(address: string, place: string, folder: string): Asset {
    for (const [key, asset] of this.#byKey) {
      if (address !== key && !address.endsWith(`/${key}`)) continue;
      if (!('executable' in asset)) return asset;
      throw userError(
        'TEMPLATE_NOT_SUPPORTED',
        `${place} names an asset that an external command builds at deploy time: ${address}`,
        'Build the asset at synth time, so that the assembly holds its files.',
      );
    }
    const beside = besideTemplate(address, folder);
    if (beside !== undefined) return beside;
    throw userError(
      'TEMPLATE_ASSET_NOT_FOUND',
      `${place} names ${address}, which no *.assets.json of the assembly holds, and which is no file beside the template`,
      'Give the folder of the whole cloud assembly, name a file beside the template, or write the code inline.',
    );
  }

  /** The text of a file asset. */
  text(address: string, place: string, folder: string): string {
    const asset = this.find(address, place, folder);
    try {
      return readFileSync(asset.path, 'utf8');
    } catch (cause) {
      throw userError(
        'TEMPLATE_ASSET_NOT_FOUND',
        `${place} names ${address}, but its file cannot be read: ${messageOf(cause)}`,
        'Synthesize the assembly again.',
        cause,
      );
    }
  }
}

/**
 * Templates before `aws cloudformation package` name files beside them: `./schema.graphql`. Tools that upload by themselves leave the
 * file beside the template under the last name of its object key.
 */
function besideTemplate(address: string, folder: string): Asset | undefined {
  const isAddress = /^[a-z][a-z0-9+.-]*:\/\//i.test(address);
  const candidates = isAddress ? [basename(address)] : [address, basename(address)];
  const path = candidates.map((candidate) => resolve(folder, candidate)).find((candidate) => existsSync(candidate));
  if (path === undefined) return undefined;
  return { path, packaging: statSync(path).isDirectory() ? 'zip' : 'file' };
}

/** Parses a JSON file. @throws userError when it is missing or broken */
export function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as unknown;
  } catch (cause) {
    throw userError(
      'TEMPLATE_UNREADABLE',
      `${path} cannot be read as JSON: ${messageOf(cause)}`,
      'Synthesize the assembly again.',
      cause,
    );
  }
}
