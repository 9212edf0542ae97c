/** An editor of the running gateway: saves, moves and publishes contents through the API. */
import { randomUUID } from 'node:crypto';
import type { Gateway } from './gateway.ts';

export interface Payload {
  readonly content: { readonly id: string; readonly status: string; readonly head: number } | null;
  readonly userErrors: readonly { readonly code: string }[];
}

export interface ContentEditor {
  /** A guide without conditions, unless the input says otherwise. */
  save(input?: object): Promise<Payload>;
  move(id: string, expectedHead: number, to: string, more?: object): Promise<Payload>;
  /** @returns the id of a new content that readers see. @throws Error when a step is refused */
  publishNew(input?: object): Promise<string>;
}

const SAVE = `mutation S($input: SaveContentInput!) { saveContent(input: $input) { content { id status head } userErrors { code } } }`;
const MOVE = `mutation T($input: TransitionContentInput!) { transitionContent(input: $input) { content { id status head } userErrors { code } } }`;

export function contentEditor(gateway: Gateway): ContentEditor {
  const editor: ContentEditor = {
    save: async (input = {}) => {
      const slug = `prova-${randomUUID()}`;
      const translations = [{ locale: 'it', title: 'Prova' }];
      const whole = { idempotencyKey: randomUUID(), type: 'GUIDE', slug, translations, ...input };
      return (await gateway.query<{ saveContent: Payload }>('redazione', SAVE, { input: whole })).data.saveContent;
    },
    move: async (id, expectedHead, to, more = {}) => {
      const input = { idempotencyKey: randomUUID(), id, expectedHead, to, ...more };
      return (await gateway.query<{ transitionContent: Payload }>('redazione', MOVE, { input })).data.transitionContent;
    },
    publishNew: async (input = {}) => {
      const id = (await editor.save(input)).content?.id ?? '';
      await editor.move(id, 1, 'IN_REVIEW');
      const { userErrors } = await editor.move(id, 1, 'PUBLISHED');
      if (userErrors.length > 0) throw new Error(JSON.stringify(userErrors));
      return id;
    },
  };
  return editor;
}
