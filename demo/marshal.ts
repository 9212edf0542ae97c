/** Plain values to DynamoDB's attribute values, as AppSync and the document client write them: maps and lists, never sets. */

export type AttributeValue =
  | { readonly S: string }
  | { readonly N: string }
  | { readonly BOOL: boolean }
  | { readonly NULL: true }
  | { readonly L: readonly AttributeValue[] }
  | { readonly M: Readonly<Record<string, AttributeValue>> };

/** @throws TypeError for what DynamoDB cannot hold */
export function marshal(value: unknown): AttributeValue {
  if (value === null) return { NULL: true };
  if (Array.isArray(value)) return { L: value.map(marshal) };
  switch (typeof value) {
    case 'string':
      return { S: value };
    case 'number':
      if (Number.isFinite(value)) return { N: String(value) };
      throw new TypeError(`${value} is not a number that DynamoDB holds.`);
    case 'boolean':
      return { BOOL: value };
    case 'object':
      return { M: marshalMembers(value) };
    default:
      throw new TypeError(`A ${typeof value} cannot be stored.`);
  }
}

/** Members that are undefined are left out. */
export function marshalMembers(item: object): Readonly<Record<string, AttributeValue>> {
  return Object.fromEntries(
    Object.entries(item)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name, marshal(value)]),
  );
}
