/** Ids of the story: a prefix and a ULID whose random part comes from a label. Adding a label changes no other id. */
import { toEpochMs } from '../resolvers/loyalty/model/index.ts';
import { dice, type Dice } from './random.ts';

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const TIME_CHARACTERS = 10;
const RANDOM_CHARACTERS = 16;

/** @param label unique among the ids with that prefix */
export function demoId(prefix: string, instant: string, label: string): string {
  const random = dice(`${prefix}${label}`);
  let ms = toEpochMs(instant) ?? 0;
  let time = '';
  for (let index = 0; index < TIME_CHARACTERS; index += 1) {
    time = ALPHABET.charAt(ms % 32) + time;
    ms = Math.floor(ms / 32);
  }
  return `${prefix}${time}${characters(random, RANDOM_CHARACTERS)}`;
}

/** What a member shows at the till: eight characters. */
export function demoCode(label: string): string {
  return characters(dice(`code ${label}`), 8);
}

function characters(chance: Dice, count: number): string {
  return Array.from({ length: count }, () => ALPHABET.charAt(chance.integer(0, 31))).join('');
}
