/** Thirty places around Milan. Districts are real, addresses are invented. */
import type { LatLng, Place, PlaceKind } from '../schema/generated/types.ts';
import { demoId } from './ids.ts';
import { dice } from './random.ts';

export interface DemoPlace {
  /** Short and stable: other parts of the story name a place by it. */
  readonly slug: string;
  readonly district: string;
  /** A business day: nobody comes before. */
  readonly opensOn: string;
  readonly place: Place;
}

/** The pop-ups of Christmas stand in December alone. */
const POPUPS_OPEN = '2026-12-01';
const OPENED = '2026-09-01T08:00:00.000Z';

/** slug, district, latitude, longitude. */
type Row = readonly [string, string, number, number];

const STORES: readonly Row[] = [
  ['duomo', 'Duomo', 45.464, 9.19],
  ['san-babila', 'San Babila', 45.466, 9.198],
  ['brera', 'Brera', 45.472, 9.188],
  ['porta-nuova', 'Porta Nuova', 45.484, 9.19],
  ['isola', 'Isola', 45.487, 9.189],
  ['buenos-aires', 'Buenos Aires', 45.479, 9.209],
  ['loreto', 'Loreto', 45.486, 9.216],
  ['centrale', 'Centrale', 45.486, 9.205],
  ['cadorna', 'Cadorna', 45.469, 9.175],
  ['sempione', 'Sempione', 45.476, 9.172],
  ['citylife', 'CityLife', 45.478, 9.156],
  ['tortona', 'Tortona', 45.452, 9.163],
  ['darsena', 'Darsena', 45.452, 9.178],
  ['porta-romana', 'Porta Romana', 45.452, 9.202],
  ['lambrate', 'Lambrate', 45.485, 9.236],
  ['citta-studi', 'Città Studi', 45.476, 9.228],
  ['porta-venezia', 'Porta Venezia', 45.474, 9.205],
  ['ticinese', 'Ticinese', 45.457, 9.181],
  ['wagner', 'Wagner', 45.468, 9.156],
  ['bicocca', 'Bicocca', 45.514, 9.211],
  ['nolo', 'NoLo', 45.495, 9.219],
  ['corvetto', 'Corvetto', 45.44, 9.223],
];

const OUTLETS: readonly Row[] = [
  ['arese', 'Arese', 45.556, 9.051],
  ['assago', 'Assago', 45.404, 9.142],
  ['monza', 'Monza', 45.584, 9.274],
];

const POPUPS: readonly Row[] = [
  ['natale-duomo', 'Duomo', 45.4648, 9.1915],
  ['natale-gae', 'Porta Nuova', 45.4837, 9.1897],
  ['natale-darsena', 'Darsena', 45.4524, 9.1766],
];

const PARTNERS: readonly Row[] = [
  ['caffe-brera', 'Brera', 45.4717, 9.1869],
  ['caffe-isola', 'Isola', 45.4879, 9.1881],
];

const NAMES: Readonly<Record<PlaceKind, string>> = {
  STORE: 'Ortica & Lino',
  OUTLET: 'Ortica & Lino Outlet',
  POPUP: 'Ortica & Lino di Natale,',
  PARTNER: 'Caffè Filo,',
};

const WEEK = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;

function openingHours(kind: PlaceKind): Readonly<Record<string, readonly (readonly string[])[]>> {
  const [weekdays, sunday] = kind === 'PARTNER' ? [['07:30', '18:30'], []] : [['10:00', '19:30'], [['11:00', '19:00']]];
  return { ...Object.fromEntries(WEEK.map((day) => [day, [weekdays]])), sun: sunday };
}

const STREETS = ['via del Telaio', 'via delle Ortiche', 'corso del Lino', 'piazza della Spola', 'vicolo del Fuso'];

function placesOf(kind: PlaceKind, rows: readonly Row[], tags: readonly string[]): readonly DemoPlace[] {
  return rows.map(([slug, district, lat, lng]) => {
    const chance = dice(`place ${slug}`);
    const center: LatLng = { lat, lng };
    return {
      slug,
      district,
      opensOn: kind === 'POPUP' ? POPUPS_OPEN : OPENED.slice(0, 10),
      place: {
        id: demoId('plc_', OPENED, slug),
        name: `${NAMES[kind]} ${district}`,
        kind,
        center,
        radiusM: chance.integer(12, 30) * 5,
        address: `${chance.pick(STREETS)} ${chance.integer(1, 60)}, ${kind === 'OUTLET' ? district : 'Milano'}`,
        openingHours: openingHours(kind),
        timezone: 'Europe/Rome',
        dwellThresholdS: kind === 'PARTNER' ? 300 : 120,
        tags,
      },
    };
  });
}

/** Stores first, the busiest first among them. */
export function demoPlaces(): readonly DemoPlace[] {
  return [
    ...placesOf('STORE', STORES, ['abbigliamento', 'casa']),
    ...placesOf('OUTLET', OUTLETS, ['outlet']),
    ...placesOf('POPUP', POPUPS, ['natale']),
    ...placesOf('PARTNER', PARTNERS, ['caffe']),
  ];
}
