/** AppSync's other kinds of API: refused by name when a stack has nothing else, listed beside a GraphQL API that is served. */
import { userError, type EngineError } from '../../kernel/index.ts';

const OTHER_APIS: Readonly<Record<string, string>> = {
  'AWS::AppSync::Api': 'the AppSync Events API is not served',
  'AWS::AppSync::ChannelNamespace': 'the AppSync Events API is not served',
  'AWS::AppSync::SourceApiAssociation': 'merged APIs are not served',
};

export const OTHER_API_TYPES: readonly string[] = Object.keys(OTHER_APIS);

/** @param api - of one of `OTHER_API_TYPES` */
export function otherApiRefused({ place, type }: { readonly place: string; readonly type: string }): EngineError {
  return userError(
    'TEMPLATE_NOT_SUPPORTED',
    `${place} is of type ${type}; ${OTHER_APIS[type] ?? 'it is not served'}`,
    'Give a stack that has a GraphQL API of its own (AWS::AppSync::GraphQLApi).',
  );
}
