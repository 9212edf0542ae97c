import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { userError } from '../kernel/index.ts';

const PACKAGE = 'amplify-dynamodb-simulator';

/** The folder with DynamoDBLocal.jar, inside the installed npm package that carries it. */
export function findEmulator(from: string = import.meta.url): string {
  let folder: string;
  try {
    folder = join(dirname(createRequire(from).resolve(`${PACKAGE}/package.json`)), 'emulator');
  } catch (cause) {
    throw missing(`the npm package ${PACKAGE} is not installed`, cause);
  }
  if (!existsSync(join(folder, 'DynamoDBLocal.jar'))) throw missing(`${PACKAGE} holds no DynamoDBLocal.jar`);
  return folder;
}

function missing(what: string, cause?: unknown): Error {
  return userError(
    'DYNAMODB_JAR_MISSING',
    `DynamoDB Local cannot start: ${what}`,
    'Run `npm ci` with development dependencies, or set DYNAMODB_ENDPOINT to a running DynamoDB.',
    cause,
  );
}
