/** `npm run serve`: the engine alone, over any cloud assembly or template. */
import { parseArgs } from 'node:util';
import { createEngine } from './engine.ts';
import { readIamMode } from './iam/index.ts';
import { createLog, isEngineError, userError } from './kernel/index.ts';

const USAGE = `npm run serve -- --assembly DIR [options]
  --assembly PATH  cloud assembly folder, or one CloudFormation template (JSON or YAML)
  --stack NAME     the stack to serve, when several have an API
  --api NAME       the GraphQL API to serve, when the stack has several
  --parameter NAME=VALUE  a value for a template parameter; may be given again
  --import NAME=VALUE  what a stack elsewhere exports by that name; may be given again
  --region NAME    where the template is served as if (default: the assembly's, else the one that the template names, else eu-west-1)
  --account ID     twelve digits (default: the assembly's, else 000000000000)
  --port N         1..65535 (default 4000)
  --host NAME      address to listen on (default 127.0.0.1)
  --data DIR       keep the data there, and the certificate of https and wss (default: in memory; GET /ca.pem shows whom to trust)
  --explorer DIR   static folder to serve at /
  --iam MODE       what the roles' policies do not allow: enforce (default) refuses, warn logs, off looks away
  --inspect N      let a debugger attach on port N: it stops in the sources of resolvers and functions; nothing times out
  --verbose        write debug lines, too`;

function readArguments(args: readonly string[]) {
  const text = { type: 'string' } as const;
  try {
    return parseArgs({
      args: [...args],
      options: {
        assembly: text,
        stack: text,
        api: text,
        parameter: { type: 'string', multiple: true },
        import: { type: 'string', multiple: true },
        region: text,
        account: text,
        port: text,
        host: text,
        data: text,
        explorer: text,
        iam: text,
        inspect: text,
        verbose: { type: 'boolean' },
      },
    }).values;
  } catch (cause) {
    throw userError('ENGINE_USAGE', cause instanceof Error ? cause.message : String(cause), USAGE, cause);
  }
}

function readPairs(option: string, given: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    given.map((one) => {
      const at = one.indexOf('=');
      if (at < 1) throw userError('ENGINE_USAGE', `--${option} is ${one}, not NAME=VALUE.`, USAGE);
      return [one.slice(0, at), one.slice(at + 1)] as const;
    }),
  );
}

async function serve(): Promise<void> {
  const values = readArguments(process.argv.slice(2));
  if (values.assembly === undefined) throw userError('ENGINE_USAGE', 'No assembly is named.', USAGE);
  const port = Number(values.port ?? 4000);
  const iam = readIamMode(values.iam);
  if (iam === null) throw userError('ENGINE_USAGE', `--iam is ${values.iam}, not off, warn or enforce.`, USAGE);
  const engine = await createEngine({
    assembly: values.assembly,
    port,
    ...(values.stack === undefined ? {} : { stack: values.stack }),
    ...(values.api === undefined ? {} : { api: values.api }),
    parameters: readPairs('parameter', values.parameter ?? []),
    imports: readPairs('import', values.import ?? []),
    ...(values.region === undefined ? {} : { region: values.region }),
    ...(values.account === undefined ? {} : { accountId: values.account }),
    ...(values.host === undefined ? {} : { host: values.host }),
    ...(values.data === undefined ? {} : { dataDirectory: values.data }),
    ...(values.explorer === undefined ? {} : { explorerDirectory: values.explorer }),
    ...(values.inspect === undefined ? {} : { inspectPort: Number(values.inspect) }),
    iam,
    logLevel: values.verbose === true ? 'debug' : 'info',
  });
  const stop = (): void => {
    void engine.stop().then((failures) => process.exit(failures.length === 0 ? 0 : 1));
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  createLog('info').info('ready', { graphql: `${engine.origin}/graphql`, outputs: `${engine.origin}/outputs.json` });
}

// Functions see UTC on Lambda; workers take their time zone from here.
process.env.TZ = 'UTC';

serve().catch((cause: unknown) => {
  const text =
    isEngineError(cause) && cause.kind === 'user'
      ? `${cause.message}\n${cause.fix ?? ''}`
      : String((cause as Error).stack);
  process.stderr.write(`${text}\n`);
  process.exit(1);
});
