/** `node --import tsx examples/clients/amplify-iam.ts http://localhost:4000 pos-duomo`: Amplify signs with keys that the app brings. */
import { Amplify } from 'aws-amplify';
import { generateClient, type GraphQLResult } from 'aws-amplify/api';
import { parseAmplifyConfig } from 'aws-amplify/utils';
import { readOutputs, say } from './gateway.ts';

const [, , gateway = 'http://localhost:4000', persona = 'pos-duomo'] = process.argv;
const outputs = await readOutputs(gateway);
const keys = outputs.custom.personas.find((each) => each.name === persona);
const credentials = { accessKeyId: keys?.accessKeyId ?? '', secretAccessKey: keys?.secretAccessKey ?? '' };
Amplify.configure(parseAmplifyConfig(outputs as never), {
  Auth: {
    credentialsProvider: {
      getCredentialsAndIdentityId: () => Promise.resolve({ credentials }),
      clearCredentialsAndIdentityId: () => undefined,
    },
  },
});
const client = generateClient({ authMode: 'iam' });
const { data } = (await client.graphql({ query: '{ rewards(first: 1) { nodes { id } } }' })) as GraphQLResult<object>;
say('rewards', data);
process.exit(0);
