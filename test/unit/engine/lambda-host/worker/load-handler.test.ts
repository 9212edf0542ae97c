import { describe, expect, it } from '@jest/globals';
import { parseHandler } from '../../../../../engine/lambda-host/worker/load-handler.ts';

describe('parseHandler', () => {
  it.each([
    ['index.handler', { folder: '', file: 'index', path: ['handler'] }],
    ['src/app.main', { folder: 'src/', file: 'app', path: ['main'] }],
    ['index.api.v1.handler', { folder: '', file: 'index', path: ['api', 'v1', 'handler'] }],
  ])('reads %s', (handler, expected) => {
    expect(parseHandler(handler)).toEqual(expected);
  });

  it.each(['index', '', 'index.', '.handler', 'src/index', 'index..handler'])('refuses "%s"', (handler) => {
    expect(parseHandler(handler)).toBeNull();
  });
});
