import { describe, expect, it } from '@jest/globals';
import { join } from 'node:path';
import { findEmulator } from '../../../../engine/dynamodb-local/jar.ts';
import { javaCommand, javaMajorVersion } from '../../../../engine/dynamodb-local/java.ts';

describe('Java', () => {
  it.each([
    { text: 'openjdk version "17.0.15" 2025-04-15', major: 17 },
    { text: 'java version "1.8.0_392"', major: 8 },
    { text: 'openjdk version "21" 2023-09-19', major: 21 },
    { text: 'command not found', major: null },
  ])('reads $major from $text', ({ text, major }) => {
    expect(javaMajorVersion(text)).toBe(major);
  });

  it('is the one of JAVA_HOME when that is set', () => {
    expect(javaCommand({ JAVA_HOME: '/opt/java' })).toBe(join('/opt/java', 'bin', 'java'));
    expect(javaCommand({ JAVA_HOME: '' })).toBe('java');
  });
});

describe('the jar', () => {
  it('refuses when the package that carries it is not installed, saying how to get it', () => {
    expect(() => findEmulator('/nowhere/file.js')).toThrow(
      expect.objectContaining({ code: 'DYNAMODB_JAR_MISSING', fix: expect.stringContaining('npm ci') }),
    );
  });
});
