/** `util.xml`: XML to plain values, attributes as members, numeric text as numbers, repeated tags as lists (spec 3.7). */
import type { XmlUtils } from '@aws-appsync/utils/lib/xml-utils.js';
import { LibraryError } from '../run/interruption.ts';
import { escapeJavaScript } from './text.ts';

type XmlMap = Record<string, unknown>;

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };
const TOKEN =
  /<!\[CDATA\[([\s\S]*?)\]\]>|<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<![^>]*>|<(\/?)([^\s/>]+)([^>]*?)(\/?)>|([^<]+)/g;
const ATTRIBUTE = /([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

interface Element {
  readonly name: string;
  readonly members: XmlMap;
  text: string;
}

function toMap(xml: string): XmlMap {
  const root: Element = { name: '', members: {}, text: '' };
  const open: Element[] = [root];
  for (const [, cdata, slash, name, attributes, selfClosing, text] of xml.matchAll(TOKEN)) {
    const current = open.at(-1) ?? root;
    if (cdata !== undefined) current.text += cdata;
    else if (text !== undefined) current.text += decode(text);
    else if (name !== undefined && slash === '/') close(open, name);
    else if (name !== undefined) {
      const element: Element = { name, members: readAttributes(attributes ?? ''), text: '' };
      open.push(element);
      if (selfClosing === '/') close(open, name);
    }
  }
  if (open.length !== 1) throw new LibraryError(`xml: the tag ${open.at(-1)?.name ?? ''} is not closed`);
  return root.members;
}

function close(open: Element[], name: string): void {
  const element = open.pop();
  const parent = open.at(-1);
  if (element?.name !== name || parent === undefined)
    throw new LibraryError(`xml: the tag ${name} is closed but not open`);
  const before = parent.members[name];
  const value = valueOf(element);
  if (before === undefined) parent.members[name] = value;
  else if (Array.isArray(before)) before.push(value);
  else parent.members[name] = [before, value];
}

function valueOf({ members, text }: Element): unknown {
  const content = text.trim();
  if (Object.keys(members).length === 0) return scalar(content);
  return content === '' ? members : { ...members, content: scalar(content) };
}

function readAttributes(text: string): XmlMap {
  const members: XmlMap = {};
  for (const [, name = '', double, single] of text.matchAll(ATTRIBUTE))
    members[name] = scalar(decode(double ?? single ?? ''));
  return members;
}

function scalar(text: string): unknown {
  if (/^-?(?:0|[1-9]\d*)(?:\.\d+)?$/.test(text) && Number.isFinite(Number(text))) return Number(text);
  if (text === 'true' || text === 'false') return text === 'true';
  return text;
}

function decode(text: string): string {
  return text.replace(
    /&(?:#x([\da-f]+)|#(\d+)|(\w+));/gi,
    (whole: string, hex?: string, decimal?: string, name?: string) => {
      if (name !== undefined) return ENTITIES[name] ?? whole;
      return String.fromCodePoint(hex !== undefined ? parseInt(hex, 16) : Number(decimal));
    },
  );
}

export const xmlUtil = Object.freeze({
  toMap: (xml: unknown) => (typeof xml === 'string' ? toMap(xml) : null),
  toJsonString: (xml: string, stringEncode?: unknown) => {
    const text = JSON.stringify(toMap(xml));
    return stringEncode === true ? escapeJavaScript(text) : text;
  },
}) satisfies Readonly<Record<keyof XmlUtils, unknown>>;
