import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { projectFiles, PROJECT_ROOT } from '../support/source-files.ts';

describe('the repository', () => {
  it('holds no lock file with addresses of a registry', () => {
    expect(readFileSync(join(PROJECT_ROOT, 'package-lock.json'), 'utf8')).not.toMatch(/"resolved": "https?:/);
  });

  it('holds no build output and no stored data', () => {
    expect(projectFiles().filter((path) => /^(node_modules|cdk\.out|\.local|\.build|coverage)\//.test(path))).toEqual(
      [],
    );
  });
});
