/**
 * Reads the saved operations from disk, at build time. The files are the documentation: their leading comment is what the
 * list in the page shows.
 */
import { readdir, readFile } from 'node:fs/promises';
import { basename, join, relative, sep } from 'node:path';
import { Kind, parse } from 'graphql';
import type { Discovery, OperationsBundle, SavedOperation } from './src/saved-operation.ts';

const PERSONA_LINE = /^persona:\s*(.+)$/i;

/** Every `*.graphql` under `folder` with its `.variables.json`, and how placeholders in those are filled (`discover.json`). */
export async function readOperations(folder: string): Promise<OperationsBundle> {
  const paths = (await readdir(folder, { recursive: true })).filter((path) => path.endsWith('.graphql')).sort();
  const operations = await Promise.all(paths.map((path) => readOperation(folder, join(folder, path))));
  const discovery = JSON.parse(await readFile(join(folder, 'discover.json'), 'utf8')) as Record<string, Discovery>;
  return { operations, discovery };
}

async function readOperation(folder: string, path: string): Promise<SavedOperation> {
  const text = await readFile(path, 'utf8');
  const name = basename(path, '.graphql');
  const [domain] = relative(folder, path).split(sep);
  const comments = leadingComments(text);
  const personas = comments.map((line) => PERSONA_LINE.exec(line)?.[1]).find((match) => match !== undefined);
  return {
    name,
    domain: domain === undefined || domain.endsWith('.graphql') ? '' : domain,
    kind: kindOf(text, path),
    about: firstParagraph(comments).join(' '),
    personas: personas?.split(',').map((persona) => persona.trim()) ?? [],
    query: text,
    variables: await readOptional(path.replace(/\.graphql$/, '.variables.json')),
  };
}

function leadingComments(text: string): readonly string[] {
  const lines = text.split('\n');
  const end = lines.findIndex((line) => !line.startsWith('#'));
  return lines.slice(0, end).map((line) => line.replace(/^#\s?/, '').trim());
}

function firstParagraph(lines: readonly string[]): readonly string[] {
  const end = lines.findIndex((line) => line === '' || PERSONA_LINE.test(line));
  return end === -1 ? lines : lines.slice(0, end);
}

function kindOf(text: string, path: string): SavedOperation['kind'] {
  const operation = parse(text).definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  if (operation === undefined) throw new Error(`${path} holds no operation`);
  return operation.operation;
}

async function readOptional(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch {
    // Most operations take no variables.
    return '';
  }
}
