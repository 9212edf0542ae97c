/**
 * `npm run evaluate`: one JSON object per line in, one per line out, in the same order (design 3). A bad line is answered with an
 * error and never ends the run.
 */
import { createInterface } from 'node:readline';
import { evaluateLine, JsRuntime } from './js-runtime/index.ts';

const runtime = new JsRuntime();
for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
  if (line.trim() !== '') process.stdout.write(`${evaluateLine(line, runtime)}\n`);
}
