import { describe, expect, it } from '@jest/globals';
import { createCredentialStore } from '../../../engine/auth/index.ts';
import { systemRandom } from '../../../engine/kernel/index.ts';
import { defaultPersonas, personaDesk } from '../../../engine/personas.ts';
import { anApi, inApi, readTemplateOf } from './template/given-template.ts';

const blueprint = readTemplateOf({
  Resources: anApi(
    { AdditionalAuthenticationProviders: [{ AuthenticationType: 'AWS_IAM' }] },
    {
      First: inApi('AWS::AppSync::ApiKey', { Description: 'the web shop' }),
      Second: inApi('AWS::AppSync::ApiKey', {}),
    },
  ),
});

describe('defaultPersonas', () => {
  it('has one for each API key, and the administrator where IAM is a way in', () => {
    expect(defaultPersonas(blueprint)).toEqual([
      { name: 'public', about: 'the web shop', authMode: 'API_KEY', key: 'First' },
      { name: 'public-2', about: 'API key', authMode: 'API_KEY', key: 'Second' },
      {
        name: 'administrator',
        about: 'signs by IAM, may do everything',
        authMode: 'AWS_IAM',
        role: 'arn:aws:iam::000000000000:role/administrator',
      },
    ]);
  });

  it('gives each the credentials of its own', () => {
    const credentials = createCredentialStore(systemRandom);
    const desk = personaDesk(defaultPersonas(blueprint), { blueprint, pools: [], credentials });
    const [first, second, administrator] = desk();

    expect([first?.apiKey, second?.apiKey]).toEqual(blueprint.api.apiKeys.map(({ value }) => value));
    expect(credentials.find(administrator?.accessKeyId ?? '')?.principalArn).toMatch(/role\/administrator$/);
  });
});
