import { join } from 'node:path';
import { spawnGateway, type GatewayProcess } from './gateway-process.ts';
import { PROJECT_ROOT } from './source-files.ts';

declare global {
  var gatewayOfThisRun: GatewayProcess | undefined;
}

/** One gateway for all e2e suites of a run; `API_URL` names one that runs already, a deployed one, too. */
export default async function setup(): Promise<void> {
  if (process.env.API_URL !== undefined) return;
  globalThis.gatewayOfThisRun = await spawnGateway();
  process.env.API_URL = globalThis.gatewayOfThisRun.url;
  process.env.GATEWAY_ASSEMBLY = join(PROJECT_ROOT, 'cdk.out');
}
