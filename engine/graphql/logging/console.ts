/** Where the lines of `console.log`, `console.error` and `console.debug` go (spec/appsync-resolvers 10.5). */
import type { Log } from '../../kernel/index.ts';
import type { ResolverCall } from '../resolvers/attached.ts';
import type { LogRules } from './log-rules.ts';

/** @param line - `INFO - code.js:13:5: "text"` */
export type WriteConsole = (line: string, call: ResolverCall) => void;

function levelOf(line: string): 'ERROR' | 'INFO' | 'DEBUG' {
  if (line.startsWith('ERROR')) return 'ERROR';
  return line.startsWith('DEBUG') ? 'DEBUG' : 'INFO';
}

/** A line that the API's level keeps out is still there for who runs the engine with its debug log. */
export function createConsole(rules: LogRules | null, log: Log): WriteConsole {
  return (line, { run, field }) => {
    const { requestId } = run.scope;
    const coordinate = `${field.parentType}.${field.name}`;
    if (rules?.admits(levelOf(line)) !== true) log.debug(`${requestId} ${line}`, { requestId, coordinate });
    else if (run.notes?.log) run.notes.log.text(line, { coordinate });
    else log.info(`${requestId} ${line}`, { requestId, coordinate });
  };
}
