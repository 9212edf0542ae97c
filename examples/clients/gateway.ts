/** What every example needs to know of the gateway. Deployed, `amplify_outputs.json` says the same. */
export interface GatewayOutputs {
  readonly data: { readonly url: string; readonly aws_region: string; readonly api_key: string };
  readonly custom: {
    /** Local alone: where the user pool is. Deployed, Amplify finds Cognito by itself. */
    readonly userPoolEndpoint: string;
    readonly password: string;
    readonly personas: readonly {
      readonly name: string;
      readonly token?: string;
      readonly accessKeyId?: string;
      readonly secretAccessKey?: string;
    }[];
  };
}

export async function readOutputs(gateway: string): Promise<GatewayOutputs> {
  return (await (await fetch(`${gateway}/outputs.json`)).json()) as GatewayOutputs;
}

/** Node 20 has no WebSocket of its own; browsers and later versions do. */
export async function needWebSocket(): Promise<void> {
  if (globalThis.WebSocket === undefined) Object.assign(globalThis, { WebSocket: (await import('ws')).WebSocket });
}

export const ME = 'query Me { me { id account { available } } }';
export const ON_CHANGE = `subscription OnChange($memberId: ID!) {
  onAccountChange(memberId: $memberId) { kind amount available version }
}`;
export const REDEEM = `mutation Redeem($input: RedeemRewardInput!) {
  redeemReward(input: $input) { replayed userErrors { code } }
}`;

/** One line of JSON an event, so that a person and a test can read along. */
export const say = (what: string, value: unknown): void => console.log(JSON.stringify({ [what]: value }));
