import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { userError } from '../kernel/index.ts';

const LEAST_VERSION = 17;

/** `$JAVA_HOME/bin/java` when it is set, else `java` of the path. */
export function javaCommand(environment: Readonly<Record<string, string | undefined>>): string {
  const home = environment.JAVA_HOME;
  return home === undefined || home === '' ? 'java' : join(home, 'bin', 'java');
}

/** 17 of `openjdk version "17.0.15"`, 8 of `"1.8.0_392"`; null when the text is something else. */
export function javaMajorVersion(output: string): number | null {
  const [, first, second] = /version "(\d+)(?:\.(\d+))?/.exec(output) ?? [];
  if (first === undefined) return null;
  return Number(first === '1' ? second : first);
}

/**
 * Why Java could not run DynamoDB Local: missing, or too old. Asked only after a start failed, because the question costs as much as
 * a tenth of a start.
 * @returns null when Java is as it must be
 */
export async function diagnoseJava(command: string): Promise<Error | null> {
  const output = await new Promise<string | null>((resolve) => {
    execFile(command, ['-version'], (error, stdout, stderr) => {
      resolve(error !== null && stderr === '' ? null : stderr + stdout);
    });
  });
  const version = output === null ? null : javaMajorVersion(output);
  if (version !== null && version >= LEAST_VERSION) return null;
  const found =
    version === null
      ? `no Java was found as ${JSON.stringify(command)}`
      : `${JSON.stringify(command)} is Java ${version}`;
  return userError(
    'DYNAMODB_JAVA_MISSING',
    `DynamoDB Local needs Java ${LEAST_VERSION} or newer; ${found}`,
    `Install a Java runtime ${LEAST_VERSION}+ (for example from https://adoptium.net) and put it on the PATH or in JAVA_HOME.`,
  );
}
