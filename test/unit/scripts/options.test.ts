import { describe, expect, it } from '@jest/globals';
import { readOptions } from '../../../scripts/options.ts';

describe('npm start', () => {
  it('listens on loopback port 4000, in memory, with demo data, when nothing is said', () => {
    expect(readOptions([], {})).toEqual({
      port: 4000,
      host: '127.0.0.1',
      persist: false,
      fresh: false,
      seed: true,
      verbose: false,
      iam: 'enforce',
      local: '.local',
    });
  });

  it('takes each option', () => {
    const options = readOptions(
      ['--port', '4100', '--persist', '--fresh', '--no-seed', '--verbose', '--local', 'elsewhere', '--iam', 'warn'],
      {},
    );

    expect(options).toMatchObject({
      port: 4100,
      persist: true,
      fresh: true,
      seed: false,
      verbose: true,
      local: 'elsewhere',
      iam: 'warn',
    });
  });

  it('prefers --port to PORT', () => {
    expect(readOptions(['--port', '4100'], { PORT: '4200' }).port).toBe(4100);
    expect(readOptions([], { PORT: '4200' }).port).toBe(4200);
  });

  it.each(['0', '65536', 'four', '-1', ''])('refuses the port %j and says what is allowed', (port) => {
    expect(() => readOptions([], { PORT: port })).toThrow(/must be a number from 1 to 65535/);
  });

  it('refuses an unknown way to treat policies and names those there are', () => {
    expect(() => readOptions(['--iam', 'strict'], {})).toThrow(/"strict"; it must be off, warn or enforce/);
  });

  it('refuses an unknown option and lists the known ones', () => {
    expect(() => readOptions(['--prot', '4100'], {})).toThrow(/--prot[\s\S]*--port N/);
  });
});
