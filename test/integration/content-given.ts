/** Editors' commands through the handlers, on a real table. */
import * as restore from '../../resolvers/content/lambda/Mutation.restoreContent.ts';
import * as save from '../../resolvers/content/lambda/Mutation.saveContent.ts';
import * as transition from '../../resolvers/content/lambda/Mutation.transitionContent.ts';
import type { Answered } from '../../resolvers/content/model/idempotency.ts';
import type { Store } from '../../resolvers/content/store/perform.ts';
import type { ContentStatus, SaveContentInput } from '../../schema/generated/types.ts';

const identity = { username: 'redazione' };

let keys = 0;
export const aKey = (): string => {
  keys += 1;
  return `key-${String(keys).padStart(6, '0')}`;
};

export interface Editor {
  save(input?: Partial<SaveContentInput>): Promise<Answered>;
  restore(id: string, expectedHead: number, version: number): Promise<Answered>;
  to(
    id: string,
    expectedHead: number,
    to: ContentStatus,
    more?: { at?: string; idempotencyKey?: string },
  ): Promise<Answered>;
  /** A new content, saved, reviewed and published. @returns its id */
  publishNew(input?: Partial<SaveContentInput>): Promise<string>;
}

export function anEditor(store: Store): Editor {
  const editor: Editor = {
    save: (input = {}) =>
      save.answer(
        {
          identity,
          arguments: {
            input: {
              idempotencyKey: aKey(),
              type: 'CARD',
              slug: `slug-${aKey()}`,
              translations: [{ locale: 'it', title: 'Lana' }],
              ...input,
            },
          },
        },
        store,
      ),
    restore: (id, expectedHead, version) =>
      restore.answer({ identity, arguments: { input: { idempotencyKey: aKey(), id, expectedHead, version } } }, store),
    to: (id, expectedHead, to, more = {}) =>
      transition.answer(
        { identity, arguments: { input: { idempotencyKey: aKey(), id, expectedHead, to, ...more } } },
        store,
      ),
    publishNew: async (input = {}) => {
      const saved = await editor.save(input);
      const id = saved.content?.id ?? '';
      await editor.to(id, 1, 'IN_REVIEW');
      const { userErrors } = await editor.to(id, 1, 'PUBLISHED');
      if (userErrors.length > 0) throw new Error(JSON.stringify(userErrors));
      return id;
    },
  };
  return editor;
}

export const codesOf = (payload: Answered): readonly string[] => payload.userErrors.map((error) => error.code);
