/** Calls that the engine makes with a role of the template: HTTP data sources with IAM authorization, and rules that run mutations. */
import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import type { Credential, createCredentialStore } from './auth/index.ts';
import type { DataSourcesOptions, HttpRequest } from './data-sources/index.ts';
import type { CallGraphql } from './event-bus/index.ts';

export interface RoleCallsOptions {
  readonly credentials: ReturnType<typeof createCredentialStore>;
  readonly region: string;
  /** Where the GraphQL API is: `http://localhost:4000`. */
  readonly origin: string;
  /** What answers for DynamoDB, SQS and EventBridge. */
  readonly awsEndpoint: () => string;
}

const SERVED_HERE = /^https?:\/\/(?:dynamodb|sqs|events)\.[a-z0-9-]+\.amazonaws\.com(?::\d+)?/;

/** An answer that a second attempt would not change. */
class GraphqlRefused extends Error {
  override readonly name = 'GraphqlRefused';
  readonly statusCode: number;

  constructor(status: number, text: string) {
    super(`The API answered ${status}: ${text}`);
    this.statusCode = status;
  }
}

export function roleCalls(options: RoleCallsOptions): {
  readonly signHttp: NonNullable<DataSourcesOptions['signHttp']>;
  readonly callGraphql: CallGraphql;
} {
  const keys = new Map<string, Credential>();
  const keyOf = (roleArn: string): Credential => {
    const known = keys.get(roleArn) ?? options.credentials.issue(roleArn, 'appsync');
    keys.set(roleArn, known);
    return known;
  };
  const sign = async (request: HttpRequest, roleArn: string, region: string, service: string): Promise<HttpRequest> => {
    const { accessKeyId, secretAccessKey, sessionToken } = keyOf(roleArn);
    const signer = new SignatureV4({
      service,
      region,
      sha256: Sha256,
      credentials: { accessKeyId, secretAccessKey, ...(sessionToken === null ? {} : { sessionToken }) },
    });
    const url = new URL(request.url.replace(SERVED_HERE, options.awsEndpoint()));
    const query: Record<string, string[]> = {};
    for (const [name, value] of url.searchParams) query[name] = [...(query[name] ?? []), value];
    const { headers } = await signer.sign({
      method: request.method,
      protocol: url.protocol,
      hostname: url.hostname,
      path: url.pathname,
      query,
      headers: { ...request.headers, host: url.host },
      body: request.body,
    });
    return { ...request, url: url.href, headers };
  };

  return {
    signHttp: (source) => (request) => {
      if (source.signing === null || source.roleArn === null)
        return Promise.reject(new Error(`The data source ${source.name} has no role to sign with.`));
      return sign(request, source.roleArn, source.signing.region, source.signing.service);
    },
    async callGraphql({ roleArn, operation, variables }) {
      if (roleArn === null) throw new Error('A GraphQL target needs a RoleArn.');
      const body = JSON.stringify({ query: operation, variables });
      const headers = { 'content-type': 'application/json' };
      const request = { method: 'POST', url: `${options.origin}/graphql`, headers, body };
      const signed = await sign(request, roleArn, options.region, 'appsync');
      const { host: _host, ...sent } = signed.headers;
      const answer = await fetch(signed.url, { method: 'POST', headers: sent, body });
      const text = await answer.text();
      const { errors } = JSON.parse(text) as { readonly errors?: unknown };
      if (!answer.ok || errors !== undefined) throw new GraphqlRefused(answer.status, text);
    },
  };
}
