/** Twenty-four rewards, from a coffee to the panettone of 24 December. */
import {
  newStock,
  ORTICA_LINO,
  type RewardTerms,
  type RewardTexts,
  type StockShard,
} from '../resolvers/loyalty/model/index.ts';
import type { RewardStatus } from '../schema/generated/types.ts';
import { demoId } from './ids.ts';
import type { DemoPlace } from './places.ts';
import { romeInstant, SEASON_END, SEASON_START } from './time.ts';

export interface DemoReward {
  readonly slug: string;
  readonly terms: RewardTerms;
  readonly texts: RewardTexts;
  /** As many as the reward had at the start; empty when it is unlimited. */
  readonly stock: readonly StockShard[];
}

interface Row {
  readonly slug: string;
  readonly cost: number;
  readonly it: readonly [string, string];
  /** Left out: shown in Italian. */
  readonly en?: readonly [string, string];
  readonly stock?: readonly [units: number, shards: number];
  readonly minTierRank?: number;
  readonly limit?: number;
  readonly places?: readonly string[];
  readonly window?: readonly [string, string];
  readonly status?: RewardStatus;
}

const CAFES = ['caffe-brera', 'caffe-isola'];
const POPUPS = ['natale-duomo', 'natale-gae', 'natale-darsena'];

/** Christmas Eve, from opening to close. */
const CHRISTMAS_EVE = [romeInstant(SEASON_END, 9 * 60), romeInstant(SEASON_END, 20 * 60)] as const;
const DECEMBER = [romeInstant('2026-12-01', 0), romeInstant('2026-12-25', 0)] as const;

// prettier-ignore
const ROWS: readonly Row[] = [
  { slug: 'caffe', cost: 80, it: ['Caffè', 'Un espresso offerto da noi.'], en: ['Coffee', 'An espresso on us.'] },
  { slug: 'brioche', cost: 120, it: ['Brioche', 'Dai nostri caffè.'], en: ['Brioche', 'From our partner cafes.'], places: CAFES },
  { slug: 'shopper', cost: 150, it: ['Borsa di lino', 'Per la spesa.'], en: ['Linen tote', 'For the groceries.'], stock: [900, 4] },
  { slug: 'sacchetti', cost: 200, it: ['Sacchetti di lavanda', 'Tre per cassetto.'], stock: [400, 2] },
  { slug: 'rammendo', cost: 220, it: ['Un rammendo', 'Un capo, una volta.'], en: ['A mending', 'One garment, once.'], limit: 2 },
  { slug: 'calze', cost: 300, it: ['Calze di lana', 'Taglia unica.'], en: ['Wool socks', 'One size.'], stock: [250, 2] },
  { slug: 'grembiule', cost: 320, it: ['Grembiule numerato', 'Quindici in tutto.'], en: ['Numbered apron', 'Fifteen in all.'], stock: [15, 1], limit: 1 },
  { slug: 'candela', cost: 350, it: ["Candela di cera d'api", 'Brucia venti ore.'], en: ['Beeswax candle', 'Burns for twenty hours.'], stock: [300, 2] },
  { slug: 'orlo', cost: 400, it: ['Orlo su misura', 'Pronto in giornata.'], en: ['Hemming', 'Ready the same day.'] },
  { slug: 'tovagliolo', cost: 450, it: ['Due tovaglioli', 'Tessuti a mano.'], en: ['Two napkins', 'Hand-woven.'], stock: [200, 2] },
  { slug: 'buono-5', cost: 500, it: ['Buono da 5 euro', 'Vale in ogni negozio.'], en: ['5 euro voucher', 'Valid in every store.'] },
  { slug: 'tazza', cost: 600, it: ['Tazza smaltata', 'Verde ortica.'], en: ['Enamel mug', 'Nettle green.'], stock: [180, 2] },
  { slug: 'laboratorio', cost: 750, it: ['Laboratorio di tessitura', 'Un sabato mattina.'], en: ['Weaving workshop', 'A Saturday morning.'], stock: [40, 1], limit: 1, places: ['isola', 'tortona'] },
  { slug: 'panettone', cost: 900, it: ['Panettone del Maestro', 'La vigilia, nei nostri negozi di Natale.'], en: ['Panettone del Maestro', 'On Christmas Eve, in our pop-up stores.'], stock: [200, 8], limit: 1, places: POPUPS, window: CHRISTMAS_EVE },
  { slug: 'buono-10', cost: 950, it: ['Buono da 10 euro', 'Vale in ogni negozio.'], en: ['10 euro voucher', 'Valid in every store.'] },
  { slug: 'asciugamani', cost: 1100, it: ["Asciugamani a nido d'ape", 'La coppia.'], en: ['Waffle towels', 'The pair.'], stock: [90, 1] },
  { slug: 'calendario', cost: 1200, it: ["Calendario dell'Avvento", 'Ventiquattro fili.'], en: ['Advent calendar', 'Twenty-four threads.'], stock: [60, 1], window: DECEMBER },
  { slug: 'sciarpa', cost: 1500, it: ['Sciarpa di seta', 'Da Cotone in su.'], en: ['Silk scarf', 'From Cotone up.'], stock: [50, 1], minTierRank: 1 },
  { slug: 'buono-25', cost: 2200, it: ['Buono da 25 euro', 'Vale in ogni negozio.'], en: ['25 euro voucher', 'Valid in every store.'], limit: 4 },
  { slug: 'lenzuola', cost: 2800, it: ['Lenzuola di lino', 'Da Cotone in su.'], en: ['Linen sheets', 'From Cotone up.'], stock: [30, 1], minTierRank: 1 },
  { slug: 'cena', cost: 3500, it: ['Cena nel laboratorio', 'Da Seta in su, per due.'], en: ['Dinner in the workshop', 'From Seta up, for two.'], stock: [12, 1], minTierRank: 2, limit: 1 },
  { slug: 'cappotto', cost: 6000, it: ['Cappotto su misura', 'Solo Cashmere.'], en: ['Tailored coat', 'Cashmere only.'], stock: [5, 1], minTierRank: 3, limit: 1 },
  { slug: 'cuscino', cost: 700, it: ['Cuscino di loden', 'Torna in primavera.'], en: ['Loden cushion', 'Back in spring.'], stock: [80, 1], status: 'PAUSED' },
  { slug: 'plaid', cost: 1800, it: ['Plaid di lana', 'In preparazione.'], stock: [70, 1], status: 'DRAFT' },
];

const PLANNED = romeInstant(SEASON_START, 8 * 60);

export function demoRewards(places: readonly DemoPlace[]): readonly DemoReward[] {
  const placeId = new Map(places.map(({ slug, place }) => [slug, place.id]));
  return ROWS.map((row) => {
    const id = demoId('rwd_', PLANNED, row.slug);
    const terms: RewardTerms = {
      id,
      costPoints: row.cost,
      minTierRank: row.minTierRank ?? 0,
      status: row.status ?? 'ACTIVE',
      placeIds: row.places?.map((slug) => placeId.get(slug) ?? slug) ?? null,
      redeemableFrom: row.window?.[0] ?? null,
      redeemableTo: row.window?.[1] ?? null,
      perMemberLimit: row.limit ?? null,
      stock: row.stock?.[0] ?? null,
    };
    const it = { name: row.it[0], description: row.it[1] };
    const texts = row.en === undefined ? { it } : { it, en: { name: row.en[0], description: row.en[1] } };
    return { slug: row.slug, terms, texts, stock: row.stock === undefined ? [] : newStock(id, ...row.stock) };
  });
}

/** The programme is the product's own: the story does not invent rules. */
export const PROGRAM = ORTICA_LINO;
