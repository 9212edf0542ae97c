/** The same text for the same plain data: members sorted, absent and null alike. Made for fingerprints of inputs. */
export function canonicalText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalText).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null);
  const members = Object.entries(value)
    .filter(([, member]) => member !== null && member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, member]) => `${JSON.stringify(name)}:${canonicalText(member)}`);
  return `{${members.join(',')}}`;
}

/** Of an input, as GraphQL delivers it: its idempotency key is left out, because the key stands for what the rest says. */
export function canonicalInput(input: object): string {
  return canonicalText(Object.fromEntries(Object.entries(input).filter(([name]) => name !== 'idempotencyKey')));
}
