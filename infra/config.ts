/** What differs between the stages of one deployment. Read once, in `bin/app.ts` and `app.ts`; passed down as plain values. */
export interface GatewayConfig {
  /** Part of the stack's name: `dev`, `prod`. */
  readonly stage: string;
  /** Schema questions by clients. Needed by the explorer; off where the public calls. */
  readonly introspection: boolean;
  /** Tables survive the removal of the stack. */
  readonly retainData: boolean;
}

/** @param context - CDK context: `cdk synth -c stage=prod`. */
export function readConfig(context: (key: string) => unknown): GatewayConfig {
  const stage = context('stage') ?? 'dev';
  if (typeof stage !== 'string' || !/^[a-z][a-z0-9]{0,15}$/.test(stage)) {
    throw new Error(
      `The stage is ${JSON.stringify(stage)}; it must be 1 to 16 lower-case letters and digits that start with a letter. Pass -c stage=dev.`,
    );
  }
  return { stage, introspection: stage !== 'prod', retainData: stage === 'prod' };
}
