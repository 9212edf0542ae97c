/**
 * Where the API is and who may be played: `outputs.json` in Amplify's `amplify_outputs.json` format, with personas under
 * `custom`. A static site without that file still works: the API is then `graphql` beside the page.
 */
import { isObject, object, text, type JsonObject } from './json.ts';

export type AuthMode = 'API_KEY' | 'AMAZON_COGNITO_USER_POOLS' | 'AWS_IAM';

/** Somebody to be: a name, a sentence and the credentials. */
export interface Persona {
  readonly name: string;
  readonly about: string;
  readonly authMode: AuthMode;
  /** The API key or the JWT. */
  readonly token?: string;
  readonly accessKeyId?: string;
  readonly secretAccessKey?: string;
  readonly sessionToken?: string;
}

export interface Outputs {
  readonly url: string;
  readonly realtimeUrl: string;
  readonly region: string;
  readonly personas: readonly Persona[];
}

const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\]|0\.0\.0\.0)$/;

/** Reads `outputs.json`; `page` is the address of the page itself. */
export function readOutputs(body: JsonObject, page: string): Outputs {
  const data = object(body.data);
  const custom = object(body.custom);
  const url = reachable(text(data.url) ?? './graphql', page);
  const realtime = text(custom.realtimeUrl);
  return {
    url,
    realtimeUrl: realtime === undefined ? realtimeUrlOf(url) : reachable(realtime, page),
    region: text(data.aws_region) ?? 'us-east-1',
    personas: readPersonas(custom.personas, text(data.api_key)),
  };
}

/**
 * Resolves against the page. An address that names the machine it was written on is right for that machine's own browser
 * only; any other browser reached the page by another name and must use that one.
 */
function reachable(address: string, page: string): string {
  const url = new URL(address, page);
  const home = new URL(page);
  if (LOOPBACK.test(url.hostname) && url.hostname !== home.hostname) {
    url.hostname = home.hostname;
    url.port = home.port;
    url.protocol = url.protocol.startsWith('ws') ? home.protocol.replace('http', 'ws') : home.protocol;
  }
  return url.href;
}

/** AppSync's own host names have a realtime twin; every other host serves sockets under `/realtime` (edge 3.1). */
export function realtimeUrlOf(graphqlUrl: string): string {
  const url = new URL(graphqlUrl);
  url.protocol = url.protocol.replace('http', 'ws');
  if (url.hostname.includes('.appsync-api.'))
    url.hostname = url.hostname.replace('.appsync-api.', '.appsync-realtime-api.');
  else url.pathname = `${url.pathname.replace(/\/$/, '')}/realtime`;
  return url.href;
}

function readPersonas(value: unknown, apiKey: string | undefined): readonly Persona[] {
  const listed = Array.isArray(value) ? value.filter(isObject).flatMap((entry) => readPersona(entry, apiKey)) : [];
  if (apiKey === undefined || listed.some(({ authMode }) => authMode === 'API_KEY')) return listed;
  return [{ name: 'public', about: 'anybody, with the API key', authMode: 'API_KEY', token: apiKey }, ...listed];
}

function readPersona(entry: JsonObject, apiKey: string | undefined): readonly Persona[] {
  const name = text(entry.name);
  const authMode = text(entry.authMode);
  if (name === undefined || !isAuthMode(authMode)) return [];
  const fallback = authMode === 'API_KEY' ? apiKey : undefined;
  const optional = {
    token: text(entry.token) ?? fallback,
    accessKeyId: text(entry.accessKeyId),
    secretAccessKey: text(entry.secretAccessKey),
    sessionToken: text(entry.sessionToken),
  };
  const present = Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined));
  return [{ name, about: text(entry.about) ?? '', authMode, ...present }];
}

function isAuthMode(value: string | undefined): value is AuthMode {
  return value === 'API_KEY' || value === 'AMAZON_COGNITO_USER_POOLS' || value === 'AWS_IAM';
}
