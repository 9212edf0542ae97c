/** Whole answers of queries, told apart by everything that could make them differ (spec/appsync-resolvers 10.1). */
import { createHash } from 'node:crypto';
import type { RequestHeaders, RequestScope } from '../../kernel/index.ts';
import type { GraphqlAnswer, GraphqlOperation } from '../execute-operation.ts';
import type { ByteStore } from './byte-store.ts';
import { canonicalText } from './canonical.ts';

const MAX_ANSWER_BYTES = 15 * 1024 * 1024;

const RESERVED_HEADERS = new Set(
  `authorization cloudfront-forwarded-proto cloudfront-is-desktop-viewer cloudfront-is-mobile-viewer
  cloudfront-is-smarttv-viewer cloudfront-is-tablet-viewer cloudfront-viewer-asn cloudfront-viewer-country content-length host
  priority sec-ch-ua sec-ch-ua-mobile sec-ch-ua-platform via x-amz-cf-id x-amz-date x-amz-security-token
  x-amzn-appsync-is-vpce-request x-amzn-remote-ip x-amzn-requestid x-amzn-trace-id x-forwarded-for`.split(/\s+/),
);

function decidingHeaders(headers: RequestHeaders): RequestHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !RESERVED_HEADERS.has(name)));
}

function keyOf({ query, operationName, variables }: GraphqlOperation, { caller, headers }: RequestScope): string {
  const { sourceIp: _, ...identity } = caller.identity ?? {};
  const parts = {
    query,
    operationName,
    variables: variables ?? {},
    mode: caller.mode,
    identity,
    groups: caller.groups,
    principalArn: caller.principalArn,
    deniedFields: caller.deniedFields === undefined ? null : [...caller.deniedFields].sort(),
    headers: decidingHeaders(headers),
  };
  return createHash('sha256').update(canonicalText(parts)).digest('base64');
}

export interface OperationCache {
  /** @returns the answer as text */
  find(operation: GraphqlOperation, scope: RequestScope): string | undefined;
  /** Passes over an answer with errors, and one above 15 MB. Give it the answers of queries only. */
  keep(operation: GraphqlOperation, scope: RequestScope, answer: GraphqlAnswer): void;
}

export function createOperationCache(store: ByteStore, ttlSeconds: number): OperationCache {
  return {
    find: (operation, scope) => store.get(keyOf(operation, scope)),
    keep(operation, scope, { status, body }) {
      if (status !== 200 || typeof body === 'string' || body.errors !== undefined) return;
      const text = JSON.stringify(body);
      if (Buffer.byteLength(text) <= MAX_ANSWER_BYTES) store.set(keyOf(operation, scope), text, ttlSeconds);
    },
  };
}
