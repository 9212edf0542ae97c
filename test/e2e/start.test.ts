import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { runToEnd, spawnGateway, type GatewayProcess } from '../support/gateway-process.ts';
import { gatewayAt } from '../support/gateway.ts';
import { synthOtherApp } from '../fixtures/other-app/app.ts';
import { projectFiles, PROJECT_ROOT } from '../support/source-files.ts';

const MINUTES = 60_000;
const ADJUST =
  'mutation A($input: AdjustPointsInput!) { adjustPoints(input: $input) { account { available version } } }';

let folder: string;
let running: GatewayProcess[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'start-'));
});
afterEach(async () => {
  await Promise.all(running.map((gateway) => gateway.stop('SIGKILL')));
  running = [];
  rmSync(folder, { recursive: true, force: true });
});

const spawn = async (...args: readonly string[]): Promise<GatewayProcess> => {
  const gateway = await spawnGateway({ args: ['--local', folder, ...args] });
  running.push(gateway);
  return gateway;
};

/** Processes whose command line names the folder: the database of a gateway that stores its data there. */
function databasesIn(path: string): number {
  return execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' })
    .split('\n')
    .filter((line) => line.includes('DynamoDBLocal.jar') && line.includes(path)).length;
}

async function until(holds: () => boolean): Promise<void> {
  const deadline = Date.now() + 15_000;
  while (!holds()) {
    if (Date.now() > deadline) throw new Error('it did not happen within 15 s');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

describe('npm start', () => {
  it(
    'finds the data as it was left, after SIGKILL, and leaves no database behind',
    async () => {
      const first = await spawn('--persist');
      const before = await gatewayAt(first.url);
      const memberId = before.memberId('marco');
      const written = await before.query<{ adjustPoints: { account: object } }>('assistenza', ADJUST, {
        input: { idempotencyKey: randomUUID(), memberId, amount: 17, reason: 'GOODWILL' },
      });
      await first.stop('SIGKILL');
      await until(() => databasesIn(folder) === 0);

      const second = await spawn('--persist');
      const after = await gatewayAt(second.url);
      const read = await after.query<{ me: { account: object } }>('marco', '{ me { account { available version } } }');

      expect(read.data.me.account).toEqual(written.data.adjustPoints.account);
      expect(second.output()).toContain('stored data found');
    },
    7 * MINUTES,
  );

  it(
    'starts with empty tables when asked to, and ends cleanly on Ctrl-C',
    async () => {
      const gateway = await spawn('--persist', '--no-seed');
      const client = await gatewayAt(gateway.url);
      const { data } = await client.query<{ rewards: { nodes: object[] } }>(null, '{ rewards { nodes { id } } }');

      const code = await gateway.stop('SIGINT');

      expect(data.rewards.nodes).toEqual([]);
      expect(code).toBe(0);
      expect(databasesIn(folder)).toBe(0);
    },
    2 * MINUTES,
  );

  it(
    'writes the outputs to a file that only its owner reads, and prints where everything is',
    async () => {
      const gateway = await spawn('--no-seed');
      const file = join(folder, 'amplify_outputs.json');

      expect(statSync(file).mode & 0o777).toBe(0o600);
      expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({
        version: '1',
        data: { default_authorization_type: 'AWS_IAM' },
      });
      expect(gateway.output()).toMatch(/Ready after [\d.]+ s\.[\s\S]*giulia[\s\S]*pos-duomo/);
    },
    2 * MINUTES,
  );

  it(
    'says in one sentence that the port is taken',
    async () => {
      const gateway = await spawn('--no-seed');
      const port = Number(new URL(gateway.url).port);

      const { code, output } = await runToEnd('scripts/start.ts', [
        '--no-seed',
        '--local',
        folder,
        '--port',
        String(port),
      ]);

      expect(code).toBe(1);
      expect(output).toContain(`Port ${port} on 127.0.0.1 is in use by another process.`);
      expect(output).not.toMatch(/at .*\.ts:\d+/);
    },
    3 * MINUTES,
  );
});

describe('npm run serve', () => {
  it(
    'serves an assembly that is not ours',
    async () => {
      const assembly = join(folder, 'assembly');
      synthOtherApp(assembly);
      const gateway = await spawnGateway({ script: 'engine/cli.ts', args: ['--assembly', assembly] });
      running.push(gateway);
      const client = await gatewayAt(gateway.url);

      const { data } = await client.query(
        null,
        '{ hello(name: "Ada") fine(days: 3) { cents } book(isbn: "none") { title } }',
      );

      expect(data).toMatchObject({
        hello: expect.stringContaining('Ada') as unknown,
        fine: { cents: expect.any(Number) as unknown },
        book: null,
      });
    },
    2 * MINUTES,
  );

  it('says what it was not told, without a stack trace', async () => {
    const { code, output } = await runToEnd('engine/cli.ts', []);

    expect(code).toBe(1);
    expect(output).toMatch(/No assembly is named\.\nnpm run serve -- --assembly DIR/);
    expect(output).not.toMatch(/at .*\.ts:\d+/);
  });

  it('knows nothing of the product', () => {
    const speaking = projectFiles()
      .filter((path) => /^engine\/.*\.ts$/.test(path))
      .filter((path) => /loyalty|giulia|panettone/i.test(readFileSync(join(PROJECT_ROOT, path), 'utf8')));

    expect(speaking).toEqual([]);
  });
});
