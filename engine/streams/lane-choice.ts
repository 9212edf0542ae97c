/** FNV-1a: spreads well enough, and the same key always gets the same lane. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) {
    value = Math.imul(value ^ text.charCodeAt(at), 0x01000193) >>> 0;
  }
  return value;
}

/** Which of the parallel batches of a shard a partition key belongs to: order is kept within one key. */
export function laneOf(partitionKey: string, lanes: number): number {
  return lanes <= 1 ? 0 : hash(partitionKey) % lanes;
}
