import { describe, it, expect } from '@jest/globals';
import { refusalBody } from '../../../../engine/server/refusals.ts';

describe('refusalBody (1.3)', () => {
  it('is laid out as the service does: 105 bytes for "Permission denied"', () => {
    const body = refusalBody('UnauthorizedException', 'Permission denied');

    expect(body).toBe(
      '{\n  "errors" : [ {\n    "errorType" : "UnauthorizedException",\n    "message" : "Permission denied"\n  } ]\n}',
    );
    expect(Buffer.byteLength(body)).toBe(105);
  });

  it('has no message key when there is no message', () => {
    expect(JSON.parse(refusalBody('BadRequestException', ''))).toEqual({
      errors: [{ errorType: 'BadRequestException' }],
    });
  });
});
