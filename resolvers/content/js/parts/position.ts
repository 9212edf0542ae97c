/** The cursor of card lists: the sort key of the last card that was read, so that what is published meanwhile moves nothing. */
import { util } from '@aws-appsync/utils';
import { badRequest } from '../../../shared/js/failures.ts';
import { timeSk } from '../../model/keys.ts';
import type { CardDocument } from './card.ts';

const BASE64 = '^[A-Za-z0-9+/]{1,200}={0,2}$';
const POSITION = '^[0-9T:.Z-]{24}#[A-Za-z0-9_-]{1,64}$';

/** Ends the field with `BadRequest` for a text that no list gave. */
export function positionOf(cursor: string): string {
  const position = util.matches(BASE64, cursor) ? util.base64Decode(cursor) : '';
  if (!util.matches(POSITION, position)) {
    badRequest('`after` is not a cursor of this field; pass the `endCursor` of the page before.');
  }
  return position;
}

export function cursorBehind(card: CardDocument): string {
  return util.base64Encode(timeSk(card.publishedAt, card.id));
}
