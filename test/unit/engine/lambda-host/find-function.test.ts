import { describe, expect, it } from '@jest/globals';
import { createFunctionLookup } from '../../../../engine/lambda-host/find-function.ts';
import type { FunctionBlueprint } from '../../../../engine/template/blueprint.ts';

const ARN = 'arn:aws:lambda:eu-west-1:123456789012:function:redeem';

const fn: FunctionBlueprint = {
  logicalId: 'Redeem',
  functionName: 'redeem',
  arn: ARN,
  roleArn: 'arn:aws:iam::123456789012:role/redeem',
  handler: 'index.handler',
  runtime: 'nodejs22.x',
  code: { inline: '' },
  environment: {},
  timeoutSeconds: 3,
  memoryMb: 128,
  logGroup: null,
};
const find = createFunctionLookup(
  [fn],
  [
    { arn: `${ARN}:live`, name: 'live', functionArn: `${ARN}:12` },
    { arn: `${ARN}:next`, name: 'next', functionArn: ARN },
  ],
);

describe('createFunctionLookup', () => {
  it.each([
    ['a name', 'redeem', '$LATEST', ARN],
    ['a name with an alias', 'redeem:live', '12', `${ARN}:live`],
    ['an ARN', ARN, '$LATEST', ARN],
    ['an alias ARN', `${ARN}:live`, '12', `${ARN}:live`],
    ['an alias of the latest code', `${ARN}:next`, '$LATEST', `${ARN}:next`],
    ['a version ARN', `${ARN}:3`, '3', `${ARN}:3`],
    ['$LATEST', `${ARN}:$LATEST`, '$LATEST', `${ARN}:$LATEST`],
    ['a partial ARN', '123456789012:function:redeem:live', '12', `${ARN}:live`],
  ])('finds %s', (_name, reference, version, invokedArn) => {
    expect(find(reference)).toEqual({ fn, version, invokedArn });
  });

  it.each([
    ['an unknown name', 'refund'],
    ['an unknown alias', 'redeem:old'],
    ['the same name in another account', 'arn:aws:lambda:eu-west-1:999999999999:function:redeem'],
    ['nothing', ''],
  ])('finds nothing for %s', (_name, reference) => {
    expect(find(reference)).toBeNull();
  });
});
