/** Serves a folder of built files, and nothing beside it. Files are kept in memory until they change on disk. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { readFile, realpath, stat } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { acceptsGzip } from './answer.ts';

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.graphql': 'text/plain; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.ttf': 'font/ttf',
  '.wasm': 'application/wasm',
};
/**
 * A served page gets nothing from elsewhere, and talks to this machine alone: tokens that it holds cannot leave. Inline styles are
 * what code editors need.
 */
const SITE_POLICY = [
  "default-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "worker-src 'self' blob:",
  "font-src 'self' data:",
  "img-src 'self' data:",
  "connect-src 'self' http://localhost:* http://127.0.0.1:* ws://localhost:* ws://127.0.0.1:*",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

const MAX_CACHED_FILES = 200;
const GZIP_MIN_BYTES = 1000;
const COMPRESSIBLE = /^(?:text|application\/json|image\/svg)/;

interface CachedFile {
  readonly version: string;
  readonly body: Buffer;
  readonly zipped: Buffer | null;
}

const compress = promisify(gzip);

/** @returns whether the path was a file; the caller answers what was not. */
export type FileRoute = (request: IncomingMessage, response: ServerResponse, path: string) => Promise<boolean>;

export function createFileRoute(folder: string): FileRoute {
  const cache = new Map<string, CachedFile>();

  const load = async (file: string, contentType: string): Promise<CachedFile> => {
    const { mtimeMs, size } = await stat(file);
    const version = `${mtimeMs}-${size}`;
    const known = cache.get(file);
    if (known?.version === version) return known;
    const body = await readFile(file);
    const zipped = COMPRESSIBLE.test(contentType) && body.length >= GZIP_MIN_BYTES ? await compress(body) : null;
    const fresh = { version, body, zipped };
    if (cache.size >= MAX_CACHED_FILES) cache.clear();
    cache.set(file, fresh);
    return fresh;
  };

  return async (request, response, path) => {
    const file = await findFile(folder, path);
    if (file === null) return false;
    const contentType = CONTENT_TYPES[extname(file).toLowerCase()] ?? 'application/octet-stream';
    const { version, body, zipped } = await load(file, contentType);
    const etag = `"${version}"`;
    const headers = {
      'content-type': contentType,
      'x-content-type-options': 'nosniff',
      'content-security-policy': SITE_POLICY,
      'cache-control': 'no-cache',
      etag,
    };
    if (request.headers['if-none-match'] === etag) {
      response.writeHead(304, headers).end();
      return true;
    }
    const bytes = zipped !== null && acceptsGzip(request.headers['accept-encoding']) ? zipped : body;
    response.writeHead(200, {
      ...headers,
      vary: 'accept-encoding',
      'content-length': bytes.length,
      ...(bytes === zipped && { 'content-encoding': 'gzip' }),
    });
    response.end(request.method === 'HEAD' ? undefined : bytes);
    return true;
  };
}

/** The real path must lie in the real folder: neither `..`, an encoded one, nor a link leads out. */
async function findFile(folder: string, path: string): Promise<string | null> {
  try {
    const decoded = decodeURIComponent(path);
    const root = await realpath(folder);
    const file = await realpath(join(root, decoded.endsWith('/') ? `${decoded}index.html` : decoded));
    return file.startsWith(root + sep) && (await stat(file)).isFile() ? file : null;
  } catch {
    // Not there, or not a path at all: a 404 either way.
    return null;
  }
}
