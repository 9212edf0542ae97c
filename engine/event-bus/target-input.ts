/** What a target is given of an event: all of it, a part, a constant, or a text made with parts of it. */
import type { EventInputBlueprint, EventRuleBlueprint } from '../template/index.ts';
import { isFields, type BusEvent } from './event.ts';

const STEP = /\.([^.[\]]+)|\[['"]([^'"]+)['"]\]|\[(\d+)\]/g;

/** `$.detail.items[0].id`; undefined when nothing is there. */
export function atPath(event: unknown, path: string): unknown {
  let value = event;
  for (const [, name, quoted, index] of path.matchAll(STEP)) {
    if (index !== undefined) value = Array.isArray(value) ? (value as readonly unknown[])[Number(index)] : undefined;
    else value = isFields(value) ? value[name ?? quoted ?? ''] : undefined;
  }
  return value;
}

/** Members that need no path (EventBridge's reserved variables). */
function reserved(name: string, event: BusEvent, rule: EventRuleBlueprint): unknown {
  const { detail, ...withoutDetail } = event;
  const values: Readonly<Record<string, unknown>> = {
    'aws.events.rule-arn': rule.arn,
    'aws.events.rule-name': rule.name,
    'aws.events.event.ingestion-time': event.time,
    'aws.events.event': withoutDetail,
    'aws.events.event.json': { ...withoutDetail, detail },
  };
  return values[name];
}

/** Inside quotes a value stands as text, outside as JSON. */
function fill(template: string, valueOf: (name: string) => unknown): string {
  let isQuoted = false;
  return template.replace(/\\.|"|<([^<>\s]+)>/g, (part, name: string | undefined) => {
    if (part === '"') isQuoted = !isQuoted;
    if (name === undefined) return part;
    const value = valueOf(name);
    if (!isQuoted) return JSON.stringify(value ?? '');
    const text = typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value);
    return JSON.stringify(text).slice(1, -1);
  });
}

/** The JSON text that a target is sent. */
export function toInput(input: EventInputBlueprint, event: BusEvent, rule: EventRuleBlueprint): string {
  switch (input.kind) {
    case 'event':
      return JSON.stringify(event);
    case 'constant':
      return input.text;
    case 'path':
      return JSON.stringify(atPath(event, input.path) ?? null);
    case 'transformer': {
      const valueOf = (name: string): unknown => {
        const path = Object.hasOwn(input.paths, name) ? input.paths[name] : undefined;
        return path === undefined ? reserved(name, event, rule) : atPath(event, path);
      };
      return fill(input.template, valueOf);
    }
  }
}
