/** `util`, built once a runtime; what belongs to one evaluation is asked of `running` (spec 3). */
import type { Util } from '@aws-appsync/utils';
import { Interruption } from '../run/interruption.ts';
import { toPlainJson } from '../run/plain-json.ts';
import type { Running } from '../run/record.ts';
import { createTime } from '../time/create-time.ts';
import { createTransform } from '../transform/create-transform.ts';
import type { ResolverError } from '../types.ts';
import { authType } from './auth-type.ts';
import { dynamodbUtil } from './dynamodb.ts';
import { createHttp } from './http.ts';
import { ksuid, ulid } from './identifiers.ts';
import type { JavaPatterns } from './java-pattern.ts';
import { createMath } from './math.ts';
import { rdsUtil } from './rds.ts';
import { base64Decode, base64Encode, escapeJavaScript, normalize, urlDecode, urlEncode } from './text.ts';
import { xmlUtil } from './xml.ts';

/** Null and undefined stay themselves as text codecs see them: the text is what JavaScript prints. */
const onText =
  (convert: (text: string) => string) =>
  (value: unknown): string =>
    convert(String(value));

export function createUtil(running: Running, patterns: JavaPatterns): object {
  return Object.freeze({
    escapeJavaScript: onText(escapeJavaScript),
    urlEncode: onText(urlEncode),
    urlDecode: onText(urlDecode),
    base64Encode: onText(base64Encode),
    base64Decode: onText(base64Decode),
    autoId: () => running.record.host.random.uuid(),
    autoUlid: () => ulid(running.record.host),
    autoKsuid: () => ksuid(running.record.host),
    unauthorized: (): never => {
      throw new Interruption({ kind: 'unauthorized' });
    },
    error: (...given: unknown[]): never => {
      throw new Interruption({ kind: 'error', ...resolverError(given) });
    },
    appendError: (...given: unknown[]): void => {
      running.record.appendError(resolverError(given));
    },
    matches: (pattern: unknown, value: unknown) => patterns.matches(String(pattern), String(value)),
    authType: () => authType(running.record.context.identity),
    time: createTime(running),
    dynamodb: dynamodbUtil,
    rds: rdsUtil,
    http: createHttp(running),
    xml: xmlUtil,
    transform: createTransform(),
    math: createMath(running),
    str: Object.freeze({ normalize: (text: unknown, form: unknown) => normalize(String(text), String(form)) }),
  }) satisfies Readonly<Record<keyof Util, unknown>>;
}

function resolverError([message, errorType, data, errorInfo]: readonly unknown[]): ResolverError {
  return {
    message: textOf(message) ?? 'null',
    errorType: textOf(errorType),
    data: toPlainJson(data),
    errorInfo: toPlainJson(errorInfo),
  };
}

function textOf(value: unknown): string | null {
  if (typeof value === 'string') return value;
  return value === null || value === undefined ? null : JSON.stringify(toPlainJson(value));
}
