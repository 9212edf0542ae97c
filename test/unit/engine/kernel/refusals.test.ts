import { describe, it, expect } from '@jest/globals';
import { REFUSALS, refusalBody } from '../../../../engine/kernel/index.ts';

describe('refusalBody (edge 1.3)', () => {
  it('is laid out as the service does: 105 bytes for "Permission denied"', () => {
    const body = refusalBody(REFUSALS.permissionDenied);

    expect(body).toBe(
      '{\n  "errors" : [ {\n    "errorType" : "UnauthorizedException",\n    "message" : "Permission denied"\n  } ]\n}',
    );
    expect(Buffer.byteLength(body)).toBe(105);
  });

  it('has no message key when there is no message', () => {
    expect(JSON.parse(refusalBody(REFUSALS.authorizerUnavailable))).toEqual({
      errors: [{ errorType: 'BadRequestException' }],
    });
  });
});

describe('the table of refusals', () => {
  it.each<[keyof typeof REFUSALS, number, string, string]>([
    ['emptyBody', 400, 'MalformedHttpRequestException', 'Request body is empty.'],
    ['unparseable', 400, 'MalformedHttpRequestException', 'Unable to parse GraphQL query.'],
    ['missingOperationName', 400, 'BadRequestException', 'Missing operation name.'],
    ['subscriptionByPost', 400, 'BadRequestException', 'Subscriptions over MQTT is not supported.'],
    ['noValidHeader', 401, 'UnauthorizedException', 'Valid authorization header not provided.'],
    ['notAuthorized', 401, 'UnauthorizedException', 'You are not authorized to make this call.'],
    ['permissionDenied', 401, 'UnauthorizedException', 'Permission denied'],
    ['unknownAccessKey', 403, 'UnrecognizedClientException', 'The security token included in the request is invalid.'],
  ])('has %s as it was seen: %i %s', (name, status, errorType, message) => {
    expect(REFUSALS[name]).toEqual({ status, errorType, message });
  });

  it('answers no deterministic failure with a status that clients send again (edge 0.9)', () => {
    const again = Object.entries(REFUSALS).filter(([, row]) => row.status >= 500 || (row.status as number) === 429);

    expect(again.map(([name]) => name)).toEqual(['internal']);
  });
});
