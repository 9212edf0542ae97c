/** `console`, which knows the place of its call: the text is compiled to ask for it by that. */
import { weigh } from './budget.ts';
import type { Running } from './record.ts';

type Write = (...values: readonly unknown[]) => void;

export type ConsoleAt = (place: string) => { readonly log: Write; readonly error: Write; readonly debug: Write };

/** Lines read `INFO - code.js:13:5: "text"`, each value as JSON (spec 2.5). */
export function createConsole(running: Running): ConsoleAt {
  return (place) => {
    const writer =
      (level: string): Write =>
      (...values) => {
        const texts = values.map((value) => textOf(running, value));
        running.record.log(`${level} - ${place}: ${texts.join(' ')}`);
      };
    return { log: writer('INFO'), error: writer('ERROR'), debug: writer('DEBUG') };
  };
}

function textOf({ record }: Running, value: unknown): string {
  weigh(record, value);
  return value === undefined ? 'undefined' : JSON.stringify(value);
}
