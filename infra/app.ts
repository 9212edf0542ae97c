import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { readConfig } from './config.ts';
import { GatewayStack } from './gateway-stack.ts';
import { PROJECT_ROOT } from './constructs/bundle.ts';

export interface BuildAppOptions {
  /** Where the cloud assembly goes. @default the CDK CLI's choice */
  readonly outdir?: string;
  /** Run CDK's own template validation: about 1.5 s, so `npm start` leaves it to `npm run synth`. @default true */
  readonly validate?: boolean;
  readonly context?: Readonly<Record<string, unknown>>;
}

/**
 * Builds the whole app. An app that is made in process does not read cdk.json, so its context is read here: what runs locally has
 * the feature flags of what deploys.
 */
export function buildApp(options: BuildAppOptions = {}): App {
  const cdkJson = JSON.parse(readFileSync(join(PROJECT_ROOT, 'cdk.json'), 'utf8')) as {
    readonly context: Record<string, unknown>;
  };
  const app = new App({
    ...(options.outdir === undefined ? {} : { outdir: options.outdir }),
    builtinCloudFormationValidation: options.validate ?? true,
    context: { ...cdkJson.context, ...options.context },
  });
  const config = readConfig((key) => app.node.tryGetContext(key) as unknown);
  new GatewayStack(app, `ExperienceGateway-${config.stage}`, config);
  return app;
}
