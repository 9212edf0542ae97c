/** One of the items that a version is made of: its settings, or a text. */
import type { ContentVersion, VersionText } from '../../model/content.ts';
import { LOCALES } from '../../model/publish.ts';
import type { TableKey } from './table-key.ts';

export type VersionItem = TableKey &
  Pick<ContentVersion, 'contentId' | 'version'> &
  Partial<ContentVersion & VersionText>;

/** The settings, and a text for each language. */
export const ITEMS_OF_A_VERSION = LOCALES.length + 1;
