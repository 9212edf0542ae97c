/** `node --import tsx examples/clients/amplify.ts http://localhost:4000 giulia`, with `NODE_EXTRA_CA_CERTS` as the banner says. */
import { readOutputs, needWebSocket, say } from './gateway.ts';
import { visit } from './amplify-visit.ts';

const [, , gateway = 'http://localhost:4000', persona = 'giulia', flow = 'USER_SRP_AUTH'] = process.argv;
await needWebSocket();
await visit(await readOutputs(gateway), persona, say, flow === 'USER_PASSWORD_AUTH' ? flow : 'USER_SRP_AUTH');
process.exit(0);
