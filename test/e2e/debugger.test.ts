import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { attachDebugger, type DebuggerClient, type SourcePlace } from '../support/debugger-client.ts';
import { freePort, type GatewayProcess, runToEnd, spawnGateway } from '../support/gateway-process.ts';
import { type Gateway, gatewayAt } from '../support/gateway.ts';
import { PROJECT_ROOT } from '../support/source-files.ts';

let running: GatewayProcess;
let gateway: Gateway;
let client: DebuggerClient;
let port: number;

beforeAll(async () => {
  port = await freePort();
  running = await spawnGateway({ args: ['--no-seed', '--inspect', String(port)] });
  gateway = await gatewayAt(running.url);
  client = await attachDebugger(port);
}, 90_000);
afterAll(async () => {
  client.close();
  await running.stop();
});

/** Where a person would click: the line of the TypeScript file that holds the text. */
function placeOf(file: string, text: string): SourcePlace {
  const path = join(PROJECT_ROOT, file);
  const line =
    readFileSync(path, 'utf8')
      .split('\n')
      .findIndex((each) => each.includes(text)) + 1;
  return { source: pathToFileURL(path).href, line };
}

describe('a debugger attached to npm start', () => {
  it('stops in the TypeScript of a resolver, sees its variables, and lets it go on', async () => {
    const place = placeOf('resolvers/loyalty/js/Query.me.ts', 'if (member === null)');
    const thread = await client.breakAt(place);
    const paused = thread?.nextPause();
    const answer = gateway.query('giulia', '{ me { id } }');
    const pause = await paused;
    expect(pause).toMatchObject(place);
    expect(await pause?.valueOf('member')).toBeNull();
    expect(await pause?.valueOf("ctx.identity.claims['custom:member_id']")).toBe(gateway.memberId('giulia'));
    await pause?.resume();
    expect((await answer).errors).toMatchObject([{ errorType: 'NotFound' }]);
  });

  it('stops in the TypeScript of a function, in its worker', async () => {
    const mutation = 'mutation R($input: RedeemRewardInput!) { redeemReward(input: $input) { userErrors { code } } }';
    const redeem = () =>
      gateway.query('giulia', mutation, { input: { idempotencyKey: randomUUID(), rewardId: 'no-such-reward' } });
    // Its worker starts with the first call.
    const before = await redeem();
    const place = placeOf('resolvers/loyalty/lambda/Mutation.redeemReward.ts', 'const faults = ');
    const thread = await client.breakAt(place);
    const paused = thread?.nextPause();
    const answer = redeem();
    const pause = await paused;
    expect(pause).toMatchObject(place);
    await pause?.resume();
    expect(await answer).toEqual(before);
  });

  it('a port that is taken, or none, is refused with a sentence', async () => {
    const other = await freePort();
    const taken = await runToEnd('scripts/start.ts', ['--port', String(other), '--inspect', String(port)]);
    expect(taken.code).toBe(1);
    expect(taken.output).toContain(`No debugger can attach: something listens on port ${port}.`);
    const wrong = await runToEnd('scripts/start.ts', ['--inspect', 'yes']);
    expect(wrong.output).toContain('--inspect is "yes"; it must be a number from 1 to 65535.');
  });
});
