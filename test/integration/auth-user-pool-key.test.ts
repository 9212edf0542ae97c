import { describe, it, expect, beforeEach, afterEach } from '@jest/globals';
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock, systemRandom } from '../../engine/kernel/index.ts';
import { createUserPool } from '../../engine/user-pool/index.ts';
import type { UserPool } from '../../engine/user-pool/index.ts';

const POOL = {
  logicalId: 'Members',
  userPoolId: 'eu-west-1_Keep',
  clients: [],
  groups: [],
  signInAttributes: [],
  preTokenGeneration: null,
};

describe('a user pool with a key folder', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'user-pool-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const open = (): Promise<UserPool> =>
    createUserPool({
      pool: POOL,
      region: 'eu-west-1',
      clock: systemClock,
      random: systemRandom,
      keyDirectory: join(folder, 'keys'),
    });

  it('keeps its key over a restart', async () => {
    const first = await open();
    const second = await open();

    expect(second.jwks).toEqual(first.jwks);
  });

  it('writes one file that only its owner can read', async () => {
    await open();

    expect(await readdir(join(folder, 'keys'))).toEqual(['eu-west-1_Keep.pem']);
    expect((await stat(join(folder, 'keys', 'eu-west-1_Keep.pem'))).mode & 0o777).toBe(0o600);
  });

  it('refuses a stored key that is none', async () => {
    await open();
    await writeFile(join(folder, 'keys', 'eu-west-1_Keep.pem'), 'broken');

    await expect(open()).rejects.toMatchObject({ code: 'USER_POOL_KEY_UNREADABLE' });
  });
});
