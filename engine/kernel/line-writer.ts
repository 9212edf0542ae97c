/** Lines for a stream, written once per turn of the event loop: a line a request would otherwise cost a system call each. */
import type { Writable } from 'node:stream';

/**
 * @param onExit - called once, at the first line, with what must run before the process ends: the lines of its last turn
 * @returns a function that takes a line without its newline
 */
export function createLineWriter(
  stream: Pick<Writable, 'write'>,
  onExit: (flush: () => void) => void,
): (line: string) => void {
  let waiting = '';
  let isExitKnown = false;
  const flush = (): void => {
    if (waiting === '') return;
    const text = waiting;
    waiting = '';
    stream.write(text);
  };
  return (line) => {
    if (waiting === '') setImmediate(flush);
    waiting += `${line}\n`;
    if (isExitKnown) return;
    isExitKnown = true;
    onExit(flush);
  };
}

/** Standard output of this process. */
export function standardOutput(): (line: string) => void {
  return createLineWriter(process.stdout, (flush) => process.once('exit', flush));
}
