/** Drafts, versions, states and slugs through the handlers, on a real table (W7, W8). */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aContentTable, type ContentTable } from '../support/content-table.ts';
import { aKey, anEditor, codesOf, type Editor } from './content-given.ts';

let table: ContentTable;
let editor: Editor;
beforeAll(async () => {
  table = await aContentTable();
  editor = anEditor(table.store);
}, 60_000);
afterAll(() => table.stop());

const headOf = (id: string) => table.get(`CONTENT#${id}`, 'HEAD');
const documentOf = (id: string, locale = 'it') => table.get(`PUB#${locale}#${id}#r0`, 'DOC');
const slugOf = (slug: string) => table.get(`SLUG#${slug}`, 'SLUG');

describe('Mutation.saveContent', () => {
  it('makes a draft with its first version, which no reader finds', async () => {
    const { content, userErrors } = await editor.save({ slug: 'prima', tags: ['lana'] });

    expect(userErrors).toEqual([]);
    expect(content).toMatchObject({
      status: 'DRAFT',
      head: 1,
      publishedVersion: null,
      locales: ['it'],
      updatedBy: 'redazione',
    });
    expect(await documentOf(content?.id ?? '')).toBeNull();
    expect(await slugOf('prima')).toMatchObject({ contentId: content?.id });
  });

  it('answers a repeated request with its first answer, and saves once', async () => {
    const input = { idempotencyKey: aKey(), slug: 'una-volta' };
    const first = await editor.save(input);
    const again = await Promise.all([editor.save(input), editor.save(input)]);

    expect(again).toEqual([1, 2].map(() => ({ ...first, replayed: true })));
    expect((await headOf(first.content?.id ?? ''))?.head).toBe(1);
  });

  it('completes an answer that was kept before drafts showed every setting', async () => {
    const input = { idempotencyKey: aKey(), slug: 'vecchia-risposta', relatedIds: ['cnt_x'], priority: 7 };
    const first = await editor.save(input);
    const record = (await table.all()).find((item) => {
      const answer = item.answer as { readonly id?: string } | undefined;
      return item.sk === 'IDEM' && answer?.id === first.content?.id;
    });
    const answer = Object.entries(record?.answer ?? {});
    const older = Object.fromEntries(answer.filter(([name]) => !['relatedIds', 'priority', 'placeIds'].includes(name)));
    await table.put([{ pk: '', sk: '', ...record, answer: older }]);

    expect(await editor.save(input)).toEqual({ ...first, replayed: true });
  });

  it('refuses a used key with another input', async () => {
    const idempotencyKey = aKey();
    await editor.save({ idempotencyKey, slug: 'con-chiave' });

    expect(codesOf(await editor.save({ idempotencyKey, slug: 'altra' }))).toEqual(['IDEMPOTENCY_MISMATCH']);
  });

  it('refuses a version that does not follow the one that was read, and does not say that a retry would help', async () => {
    const id = (await editor.save()).content?.id ?? '';
    await editor.save({ id, expectedHead: 1 });

    const { userErrors } = await editor.save({ id, expectedHead: 1 });

    expect(userErrors).toMatchObject([{ code: 'CONFLICT', path: ['input', 'expectedHead'], retryable: false }]);
  });

  it('refuses a slug of another content', async () => {
    await editor.save({ slug: 'preso' });

    expect((await editor.save({ slug: 'preso' })).userErrors).toMatchObject([
      { code: 'CONFLICT', path: ['input', 'slug'] },
    ]);
  });

  it('frees a slug that nobody has seen, and keeps one that was published', async () => {
    const id = await editor.publishNew({ slug: 'pubblicato' });
    await editor.save({ id, expectedHead: 1, slug: 'secondo' });
    await editor.save({ id, expectedHead: 2, slug: 'terzo' });

    expect(await slugOf('pubblicato')).toMatchObject({ contentId: id });
    expect(await slugOf('secondo')).toBeNull();
    expect(await slugOf('terzo')).toMatchObject({ contentId: id });
  });

  it('goes on showing the published version', async () => {
    const id = await editor.publishNew();
    const { content } = await editor.save({ id, expectedHead: 1, translations: [{ locale: 'it', title: 'Seta' }] });

    expect(content).toMatchObject({ status: 'PUBLISHED', head: 2, publishedVersion: 1 });
    expect(await documentOf(id)).toMatchObject({ title: 'Lana', version: 1 });
  });

  it('names every fault of an input at once', async () => {
    const { userErrors } = await editor.save({ slug: 'Non Va', translations: [], tags: ['a', 'a'], priority: 10 });

    expect(userErrors.map((error) => error.path?.at(-1))).toEqual(['slug', 'translations', 'tags', 'priority']);
  });
});

describe('Mutation.restoreContent', () => {
  it('copies an old version, and publishes it as a new one', async () => {
    const id = await editor.publishNew({ slug: 'ritorno', tags: ['lana'] });
    await editor.save({ id, expectedHead: 1, slug: 'ritorno', translations: [{ locale: 'it', title: 'Seta' }] });
    await editor.to(id, 2, 'PUBLISHED');

    const { content } = await editor.restore(id, 2, 1);
    await editor.to(id, 3, 'PUBLISHED');

    expect(content).toMatchObject({ head: 3, publishedVersion: 2, tags: ['lana'] });
    expect(await documentOf(id)).toMatchObject({ title: 'Lana', version: 3 });
  });

  it('refuses a version that was never written', async () => {
    const id = (await editor.save()).content?.id ?? '';

    expect(codesOf(await editor.restore(id, 1, 7))).toEqual(['NOT_FOUND']);
  });
});

describe('Mutation.transitionContent', () => {
  it('publishes in every language, with fallback, copies, card and tags', async () => {
    const id = await editor.publishNew({ tags: ['lana', 'casa'] });
    const items = (await table.all()).filter((item) => item.pk.includes(`#${id}#`));

    expect(items.map((item) => item.sk).sort()).toEqual(
      ['CARD', 'DOC', 'DOC', 'DOC', 'DOC', 'TAG#casa', 'TAG#lana'].flatMap((sk) => [sk, sk]),
    );
    expect(await documentOf(id, 'en')).toMatchObject({ requestedLocale: 'en', resolvedLocale: 'it' });
  });

  it('leaves nothing of a version behind when another one is published, and nothing at all when it is taken back', async () => {
    const id = await editor.publishNew({ slug: 'cambia', tags: ['lana'] });
    await editor.save({ id, expectedHead: 1, slug: 'cambia', tags: ['seta'] });
    await editor.to(id, 2, 'PUBLISHED');
    const tags = (await table.all()).filter((item) => item.pk.includes(`#${id}#`) && item.sk.startsWith('TAG#'));
    expect(new Set(tags.map((item) => item.sk))).toEqual(new Set(['TAG#seta']));

    await editor.to(id, 2, 'UNPUBLISHED');

    expect((await table.all()).filter((item) => item.pk.includes(`#${id}#`))).toEqual([]);
  });

  it('writes a whole set of other tags in one transaction', async () => {
    const tags = (letter: string) => Array.from({ length: 20 }, (_, index) => `${letter}${index}`);
    const relatedIds = Array.from({ length: 5 }, (_, index) => `cnt_${index}`);
    const id = await editor.publishNew({ slug: 'tanti', tags: tags('a'), relatedIds });
    await editor.save({
      id,
      expectedHead: 1,
      slug: 'tanti',
      tags: tags('b'),
      relatedIds: relatedIds.map((each) => `${each}x`),
    });

    expect(codesOf(await editor.to(id, 2, 'PUBLISHED'))).toEqual([]);
  });

  it('refuses what the table of states does not list', async () => {
    const id = (await editor.save()).content?.id ?? '';

    expect(codesOf(await editor.to(id, 1, 'PUBLISHED'))).toEqual(['ILLEGAL_TRANSITION']);
    expect(codesOf(await editor.to(id, 1, 'SCHEDULED', { at: '2030-01-01T00:00:00Z' }))).toEqual([
      'ILLEGAL_TRANSITION',
    ]);
    await editor.to(id, 1, 'ARCHIVED');
    expect(codesOf(await editor.to(id, 1, 'DRAFT'))).toEqual(['ILLEGAL_TRANSITION']);
  });

  it('embeds related cards that are published', async () => {
    const other = await editor.publishNew();
    const id = await editor.publishNew({ relatedIds: [other, 'cnt_gone'] });

    expect((await documentOf(id))?.related).toMatchObject([{ id: other, title: 'Lana' }]);
  });
});

describe('I11: twenty editors at once', () => {
  it('lets one publish, and tells the others why not', async () => {
    const id = (await editor.save()).content?.id ?? '';
    await editor.to(id, 1, 'IN_REVIEW');

    const payloads = await Promise.all(Array.from({ length: 20 }, () => editor.to(id, 1, 'PUBLISHED')));

    expect(payloads.filter((payload) => payload.content !== null)).toHaveLength(1);
    const refusals = payloads.flatMap((payload) => payload.userErrors);
    expect(refusals).toHaveLength(19);
    expect(
      refusals.every(({ code, retryable }) => code === 'ILLEGAL_TRANSITION' || (code === 'CONFLICT' && retryable)),
    ).toBe(true);
  });

  it('keeps documents equal to the one published version, whatever they all do', async () => {
    const id = await editor.publishNew({ slug: 'conteso', tags: ['lana'] });
    const steps = [
      (head: number) =>
        editor.save({
          id,
          expectedHead: head,
          slug: 'conteso',
          tags: [`t${head}`],
          translations: [{ locale: 'it', title: `Titolo ${head}` }],
        }),
      (head: number) => editor.to(id, head, 'PUBLISHED'),
      (head: number) => editor.to(id, head, 'UNPUBLISHED'),
      (head: number) => editor.to(id, head, 'DRAFT'),
      (head: number) => editor.to(id, head, 'IN_REVIEW'),
    ];
    const fallback = (head: number) => editor.to(id, head, 'PUBLISHED');
    for (let round = 0; round < 12; round += 1) {
      const head = Number((await headOf(id))?.head);
      await Promise.all(
        Array.from({ length: 20 }, (_, index) => (steps[(index + round) % steps.length] ?? fallback)(head)),
      );

      const now = await headOf(id);
      const document = await documentOf(id);
      const version = await table.get(`CONTENT#${id}`, `V#${String(now?.publishedVersion).padStart(6, '0')}#it`);
      const shown = (await table.all()).filter((item) => item.pk.startsWith('PUB#') && item.pk.includes(`#${id}#`));
      expect(document?.version ?? null).toBe(now?.publishedVersion ?? null);
      expect(document?.title ?? null).toBe(version?.title ?? null);
      expect(new Set(shown.map((item) => item.version))).toEqual(new Set(document === null ? [] : [document.version]));
    }
  }, 120_000);

  it('numbers versions without gaps, and changes none', async () => {
    const id = (await editor.save({ slug: 'gara', translations: [{ locale: 'it', title: 'v1' }] })).content?.id ?? '';
    for (let head = 1; head <= 3; head += 1) {
      const saves = Array.from({ length: 16 }, (_, index) =>
        editor.save({
          id,
          expectedHead: head,
          slug: 'gara',
          translations: [{ locale: 'it', title: `v${head + 1} ${index}` }],
        }),
      );
      expect((await Promise.all(saves)).filter((payload) => payload.content !== null)).toHaveLength(1);
    }
    const versions = (await table.all()).filter((item) => item.pk === `CONTENT#${id}` && item.sk.endsWith('#it'));

    expect(versions.map((item) => item.version).sort()).toEqual([1, 2, 3, 4]);
  }, 60_000);
});
