import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { readBlueprint, type Blueprint, type ReadBlueprintOptions } from '../../../../engine/template/index.ts';

export type Template = Readonly<Record<string, unknown>>;
export type Files = Readonly<Record<string, unknown>>;

/** Writes files into a folder of their own (text and bytes as they are, all else as JSON), and removes it when `use` is done. */
export function withFiles<T>(files: Files, use: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'template-'));
  try {
    for (const [name, content] of Object.entries(files)) {
      const isText = typeof content === 'string' || Buffer.isBuffer(content);
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), isText ? content : JSON.stringify(content));
    }
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Reads one template file named `shop.template.json`; its stack is called `shop`. */
export function readTemplateOf(template: Template, options: Partial<ReadBlueprintOptions> = {}): Blueprint {
  return withFiles({ 'shop.template.json': template }, (folder) =>
    readBlueprint({ path: join(folder, 'shop.template.json'), endpoint: 'http://localhost:4000', ...options }),
  );
}

export const CODE = 'export function request() { return {}; } export function response() { return null; }';
export const getAtt = (id: string, attribute: string): unknown => ({ 'Fn::GetAtt': [id, attribute] });
export const ref = (name: string): unknown => ({ Ref: name });
export const of = (type: string, properties: unknown = {}, more: Template = {}): Template => ({
  Type: type,
  Properties: properties,
  ...more,
});

/** The least that is a GraphQL API: a schema, and the properties that a test wants. */
export function anApi(properties: Template = {}, more: Template = {}): Template {
  return {
    Api: of('AWS::AppSync::GraphQLApi', { Name: 'shop', AuthenticationType: 'API_KEY', ...properties }),
    Schema: of('AWS::AppSync::GraphQLSchema', { ApiId: getAtt('Api', 'ApiId'), Definition: 'type Query { a: ID }' }),
    ...more,
  };
}

export const inApi = (type: string, properties: Template): Template =>
  of(type, { ApiId: getAtt('Api', 'ApiId'), ...properties });

export const aResolver = (properties: Template = {}): Template =>
  inApi('AWS::AppSync::Resolver', {
    TypeName: 'Query',
    FieldName: 'a',
    DataSourceName: 'Nothing',
    Runtime: { Name: 'APPSYNC_JS', RuntimeVersion: '1.0.0' },
    Code: CODE,
    ...properties,
  });

export const NOTHING: Template = inApi('AWS::AppSync::DataSource', { Name: 'Nothing', Type: 'NONE' });

/** What the action throws. */
export function caught(action: () => unknown): unknown {
  try {
    action();
  } catch (thrown) {
    return thrown;
  }
  return undefined;
}
