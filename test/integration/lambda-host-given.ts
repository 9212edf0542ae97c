import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createLog, systemClock } from '../../engine/kernel/index.ts';
import type { Clock } from '../../engine/kernel/index.ts';
import { createLambdaHost } from '../../engine/lambda-host/index.ts';
import type { LambdaHost, LambdaHostOptions } from '../../engine/lambda-host/index.ts';
import type { FunctionBlueprint } from '../../engine/template/blueprint.ts';

export const ARN = 'arn:aws:lambda:eu-west-1:000000000000:function:';

export function aFunction(part: Partial<FunctionBlueprint> & { code: FunctionBlueprint['code'] }): FunctionBlueprint {
  const functionName = part.functionName ?? 'greet';
  return {
    logicalId: 'Greet',
    functionName,
    arn: `${ARN}${functionName}`,
    roleArn: 'arn:aws:iam::000000000000:role/greet',
    handler: 'index.handler',
    runtime: 'nodejs22.x',
    environment: {},
    timeoutSeconds: 3,
    memoryMb: 128,
    logGroup: null,
    ...part,
  };
}

const opened: (() => Promise<void> | void)[] = [];

/** Ends hosts and removes folders: call it after each test. */
export async function closeAll(): Promise<void> {
  for (const close of opened.splice(0).reverse()) await close();
}

export function aFolder(files: Readonly<Record<string, string>>): { directory: string } {
  // Inside the repository, whose package.json says `"type": "module"`: as `cdk.out` is.
  mkdirSync(join(process.cwd(), '.local'), { recursive: true });
  const directory = mkdtempSync(join(process.cwd(), '.local', 'lambda-host-'));
  opened.push(() => rmSync(directory, { recursive: true }));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, name)), { recursive: true });
    writeFileSync(join(directory, name), text);
  }
  return { directory };
}

export interface Hosted {
  readonly host: LambdaHost;
  readonly lines: Record<string, unknown>[];
}

export function hosting(functions: readonly FunctionBlueprint[], options: Partial<LambdaHostOptions> = {}): Hosted {
  const lines: Record<string, unknown>[] = [];
  const host = createLambdaHost({
    functions,
    aliases: [{ arn: `${ARN}greet:live`, name: 'live', functionArn: `${ARN}greet:7` }],
    environmentFor: () => ({ AWS_ACCESS_KEY_ID: 'LOCAL', AWS_ENDPOINT_URL: 'http://127.0.0.1:1' }),
    clock: systemClock,
    log: createLog('debug', (line) => lines.push(JSON.parse(line) as Record<string, unknown>)),
    ...options,
  });
  opened.push(() => host.stop());
  return { host, lines };
}

export function inline(text: string, part: Partial<FunctionBlueprint> = {}): FunctionBlueprint {
  return aFunction({ ...part, code: { inline: text } });
}

/** Timers fire when the test says so. */
export function aManualClock(): Clock & { readonly waiting: { ms: number; fire: () => void }[] } {
  const waiting: { ms: number; fire: () => void }[] = [];
  return {
    waiting,
    now: () => 0,
    after(ms, fire) {
      const remove = (): void => {
        if (waiting.includes(entry)) waiting.splice(waiting.indexOf(entry), 1);
      };
      const entry = {
        ms,
        fire: () => {
          remove();
          fire();
        },
      };
      waiting.push(entry);
      return remove;
    },
  };
}
