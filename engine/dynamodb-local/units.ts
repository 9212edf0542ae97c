/**
 * DynamoDB's own arithmetic of item sizes and capacity units (Developer Guide, "DynamoDB item sizes and formats" and "read and write
 * capacity"). Pure, so that a test can hold it against the documented examples.
 */
type AttributeValue = Readonly<Record<string, unknown>>;
export type Item = Readonly<Record<string, AttributeValue>>;

const READ_UNIT_BYTES = 4096;
const WRITE_UNIT_BYTES = 1024;

/** UTF-8 names plus values. */
export function itemBytes(item: Item): number {
  let bytes = 0;
  for (const name in item) bytes += Buffer.byteLength(name) + valueBytes(item[name] ?? {});
  return bytes;
}

function valueBytes(value: AttributeValue): number {
  for (const type in value) {
    const content = value[type];
    switch (type) {
      case 'S':
        return Buffer.byteLength(String(content));
      case 'N':
        return numberBytes(String(content));
      case 'B':
        return Buffer.byteLength(String(content), 'base64');
      case 'SS':
        return sum(content, (text) => Buffer.byteLength(String(text)));
      case 'NS':
        return sum(content, (text) => numberBytes(String(text)));
      case 'BS':
        return sum(content, (text) => Buffer.byteLength(String(text), 'base64'));
      case 'L':
        // 3 bytes for the list, 1 for each element.
        return 3 + sum(content, (element) => 1 + valueBytes(element as AttributeValue));
      case 'M':
        return 3 + Object.keys(content as Item).length + itemBytes(content as Item);
      default:
        return 1;
    }
  }
  return 0;
}

/** One byte for two significant digits, one more, and one for a minus sign. */
function numberBytes(text: string): number {
  const [mantissa = ''] = text.toLowerCase().split('e');
  const digits = mantissa.replace(/[^0-9]/g, '').replace(/^0+/, '');
  const significant = mantissa.includes('.') ? digits.length : digits.replace(/0+$/, '').length;
  return Math.ceil(significant / 2) + 1 + (text.startsWith('-') ? 1 : 0);
}

function sum(list: unknown, bytes: (element: unknown) => number): number {
  let total = 0;
  for (const element of list as readonly unknown[]) total += bytes(element);
  return total;
}

/** 4 kB a unit, half when eventually consistent; nothing found still costs one step. */
export function readUnits(bytes: number, isConsistent: boolean): number {
  const units = Math.max(1, Math.ceil(bytes / READ_UNIT_BYTES));
  return isConsistent ? units : units / 2;
}

/** 1 kB a unit, at least one. */
export function writeUnits(bytes: number): number {
  return Math.max(1, Math.ceil(bytes / WRITE_UNIT_BYTES));
}
