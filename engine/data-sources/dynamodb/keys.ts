import { missing, readMembers } from '../document.ts';
import type { Members } from '../document.ts';
import { toWireItem } from './values.ts';
import type { WireItem } from './values.ts';

/** `key` of a document. An empty one is as good as none. */
export function readKey(document: Members, path: string): WireItem {
  const key = toWireItem(readMembers(document, 'key', path), path);
  if (Object.keys(key).length === 0) throw missing(path);
  return key;
}
