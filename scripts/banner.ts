/** What is printed once everything is ready. */
export interface BannerFacts {
  readonly origin: string;
  readonly apiKey: string | undefined;
  /** Of every persona that signs in with a user name. */
  readonly password: string | undefined;
  /** The authority behind the port's certificate. */
  readonly caFile: string | null;
  readonly personas: readonly { readonly name: string; readonly about: string; readonly authMode: string }[];
  readonly outputsFile: string;
  /** Null when the data is in memory. */
  readonly dataDirectory: string | null;
  readonly seconds: number;
}

const MODES: Readonly<Record<string, string>> = {
  API_KEY: 'API key',
  AMAZON_COGNITO_USER_POOLS: 'user pool',
  AWS_IAM: 'IAM role',
};

export function banner(facts: BannerFacts): string {
  const width = Math.max(...facts.personas.map((persona) => persona.name.length));
  return [
    '',
    `Ready after ${facts.seconds.toFixed(1)} s.`,
    '',
    `  explorer   ${facts.origin}/`,
    `  GraphQL    ${facts.origin}/graphql`,
    `  realtime   ${facts.origin.replace(/^http/, 'ws')}/graphql/realtime`,
    `  TLS        same port: https, wss. Trust it: NODE_EXTRA_CA_CERTS=${facts.caFile ?? 'ca.pem'} (browsers: import that file)`,
    `  API key    ${facts.apiKey ?? 'none'}`,
    ...(facts.password === undefined ? [] : [`  sign-in    a persona's name with the password ${facts.password}`]),
    `  outputs    ${facts.origin}/outputs.json, also in ${facts.outputsFile}`,
    `  data       ${facts.dataDirectory ?? 'in memory: gone when this ends (--persist keeps it)'}`,
    '',
    '  personas (tokens: outputs, or choose one in the explorer)',
    ...facts.personas.map(
      ({ name, about, authMode }) => `    ${name.padEnd(width)}  ${(MODES[authMode] ?? authMode).padEnd(9)}  ${about}`,
    ),
    '',
    'Ctrl-C ends it.',
  ].join('\n');
}
