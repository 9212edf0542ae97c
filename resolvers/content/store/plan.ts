/** The writes that follow from a change: all of them in one transaction. */
import type { Change, Shown } from '../model/decision.ts';
import type { FeedCard, PublishedDocument } from '../model/content.ts';
import type { Locale } from '../../../schema/generated/types.ts';
import { publishedDocuments, withRelated } from '../model/publish.ts';
import { embedderItems, headItem, publishedItems, slugItem, versionItems, type Item } from './items.ts';

/** Cards of related contents, by language and id. */
export type CardsByLocale = Readonly<Partial<Record<Locale, ReadonlyMap<string, FeedCard>>>>;

/** `claim` and `free` are for slugs: they hold only for the content itself. */
export interface PlannedWrite {
  readonly action: 'lock' | 'create' | 'put' | 'remove' | 'claim' | 'free';
  readonly item: Item;
}

const write =
  (action: PlannedWrite['action']) =>
  (item: Item): PlannedWrite => ({ action, item });

/** The documents that readers get, with the cards of what is related. */
export function documentsOf(shown: Shown, cards: CardsByLocale): readonly PublishedDocument[] {
  return publishedDocuments(shown.version, shown).map((document) =>
    withRelated(document, cards[document.requestedLocale] ?? new Map<string, FeedCard>()),
  );
}

/**
 * At most 99 writes, of the 100 that a transaction takes: head, key, 8 copies, 2 cards, twice 20 tags that come, twice 20 that go, 5
 * notes of what is embedded.
 *
 * The head comes first: its revision guards all else, because nobody writes anything of a content without it.
 */
export function planChange(change: Change, related: CardsByLocale): readonly PlannedWrite[] {
  const { after, newVersion, shownBefore, shownAfter } = change;
  return [
    write('lock')(headItem(after)),
    ...(newVersion === null ? [] : versionItems(newVersion).map(write('create'))),
    ...slugWrites(change),
    ...(shownBefore === shownAfter ? [] : shownWrites(shownBefore, shownAfter, related)),
  ];
}

/** A slug that readers have seen stays: links to it are out there. One that nobody has seen is free again. */
function slugWrites({ before, after, newVersion }: Change): readonly PlannedWrite[] {
  const old = before?.settings.slug ?? null;
  const now = after.settings.slug;
  const isLeft = old !== null && (old !== now || after.status === 'ARCHIVED');
  return [
    ...(newVersion !== null && old !== now ? [write('claim')(slugItem(now, after.id))] : []),
    ...(isLeft && !after.publishedSlugs.includes(old) ? [write('free')(slugItem(old, after.id))] : []),
  ];
}

function shownWrites(before: Shown | null, after: Shown | null, related: CardsByLocale): readonly PlannedWrite[] {
  const itemsOf = (shown: Shown, cards: CardsByLocale): readonly Item[] =>
    documentsOf(shown, cards).flatMap((document) => publishedItems(document, shown.opensAt));
  const old = before === null ? [] : itemsOf(before, {});
  const items = after === null ? [] : itemsOf(after, related);
  const kept = new Set(items.map(keyText));
  const notes = after === null ? [] : embedderItems(after.version.contentId, after.version.settings.relatedIds);
  return [
    ...items.map(write('put')),
    ...notes.map(write('put')),
    ...old.filter((each) => !kept.has(keyText(each))).map(write('remove')),
  ];
}

const keyText = ({ pk, sk }: Item): string => `${pk}\n${sk}`;
