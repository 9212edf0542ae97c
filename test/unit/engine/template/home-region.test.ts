import { describe, expect, it } from '@jest/globals';
import { homeRegion } from '../../../../engine/template/home-region.ts';
import { anApi, readTemplateOf, ref } from './given-template.ts';

const mapping = (...regions: readonly string[]) => Object.fromEntries(regions.map((region) => [region, { a: 1 }]));

describe('homeRegion', () => {
  it.each([
    ['nothing that tells', {}, 'eu-west-1'],
    ['a literal AwsRegion', { Resources: { A: { Properties: { X: [{ AwsRegion: 'us-east-1' }] } } } }, 'us-east-1'],
    ['an AwsRegion that is resolved', { Resources: { A: { AwsRegion: ref('AWS::Region') } } }, 'eu-west-1'],
    ['a mapping for regions', { Mappings: { M: mapping('us-west-2', 'us-east-1') } }, 'us-west-2'],
    ['a mapping that has the usual one', { Mappings: { M: mapping('us-west-2', 'eu-west-1') } }, 'eu-west-1'],
    [
      'mappings that share one',
      { Mappings: { M: mapping('us-west-2', 'us-east-1'), N: mapping('us-east-1'), O: { dev: { a: 1 } } } },
      'us-east-1',
    ],
  ])('reads it from %s', (_what, template, expected) => {
    expect(homeRegion(template)).toBe(expected);
  });
});

describe('the region of a template file', () => {
  const Mappings = { Names: { 'us-east-1': { api: 'east' } } };
  const Resources = anApi({ Name: { 'Fn::FindInMap': ['Names', ref('AWS::Region'), 'api'] } });

  it('is the one that it was written for', () => {
    const { api, region } = readTemplateOf({ Mappings, Resources });

    expect([api.name, region]).toEqual(['east', 'us-east-1']);
  });

  it('is the given one, if any', () => {
    expect(() => readTemplateOf({ Mappings, Resources }, { region: 'eu-south-1' })).toThrow(
      '"Names.eu-south-1.api", but the stack shop has no such entry; there are us-east-1',
    );
  });
});
