/** `FieldsConflict`, from the words of graphql-js to those of graphql-java 1x. */

const CONFLICT =
  /^Fields "(.+?)" conflict because ([^]+)\. Use different aliases on the fields to fetch both if this was intentional\.$/;
const SUBFIELDS = /(?: and )?subfields "(\w+)" conflict because /;
const TYPES = /^they return conflicting types "(.+?)" and "(.+?)"$/;

/** graphql-java compares the wrappers from outside, and names what differs first. */
function typesReason(a: string, b: string): string {
  if (a.endsWith('!') !== b.endsWith('!')) return 'fields have different nullability shapes';
  const [left, right] = [a.replace(/!$/, ''), b.replace(/!$/, '')];
  if (left.startsWith('[') !== right.startsWith('[')) return 'fields have different list shapes';
  if (left.startsWith('[')) return typesReason(left.slice(1, -1), right.slice(1, -1));
  return `they return differing types ${left} and ${right}`;
}

function reasonOf(key: string, reason: string): string {
  const types = TYPES.exec(reason);
  if (types !== null) return `${key}: ${typesReason(types[1] ?? '', types[2] ?? '')}`;
  if (!reason.startsWith('subfields "')) return `${key}: ${reason.replaceAll('"', '')}`;
  // Names and reasons in turn; a level of nesting alone has no reason.
  const parts = reason.split(SUBFIELDS).slice(1);
  const reasons = parts.flatMap((part, at) => {
    const inner = parts[at + 1] ?? '';
    return at % 2 === 0 && inner !== '' ? [reasonOf(part, inner)] : [];
  });
  return `(${reasons.join(', ')})`;
}

/** @returns null when the message is of another kind */
export function conflictText(message: string): string | null {
  const caught = CONFLICT.exec(message);
  return caught === null ? null : `FieldsConflict: ${reasonOf(caught[1] ?? '', caught[2] ?? '')}`;
}
