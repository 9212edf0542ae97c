import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { createLineWriter } from '../../../../engine/kernel/line-writer.ts';

function recorded() {
  const writes: string[] = [];
  const atExit: (() => void)[] = [];
  const stream = {
    write: (text: string) => {
      writes.push(text);
      return true;
    },
  };
  return { writes, atExit, write: createLineWriter(stream, (flush) => atExit.push(flush)) };
}

describe('createLineWriter', () => {
  it('writes the lines of one turn at once, in order', async () => {
    const { writes, write } = recorded();

    write('one');
    write('two');
    expect(writes).toEqual([]);
    await nextTurn();
    write('three');
    await nextTurn();

    expect(writes).toEqual(['one\ntwo\n', 'three\n']);
  });

  it('loses nothing when the process ends within the turn, and writes nothing twice', async () => {
    const { writes, atExit, write } = recorded();

    write('last words');
    atExit.forEach((flush) => flush());
    await nextTurn();

    expect(writes).toEqual(['last words\n']);
    expect(atExit).toHaveLength(1);
  });
});
