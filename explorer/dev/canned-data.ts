/** Answers that never change, for work on the page without the API. Shaped by the schema, thin on purpose. */
const DAY_MS = 86_400_000;
const NOW = '2026-11-20T10:00:00.000Z';

const daysBefore = (days: number): string => new Date(Date.parse(NOW) - days * DAY_MS).toISOString();
const page = { endCursor: 'bmV4dA', hasNextPage: true };

const REWARDS = [
  ['Caffè al banco', 80, 0],
  ['Borsa di tela', 150, 0],
  ['Orlo gratuito', 220, 0],
  ['Sciarpa di lino', 480, 0],
  ['Panettone del Maestro', 900, 1],
  ['Tovaglia ricamata', 1200, 1],
  ['Cena in terrazza', 2600, 2],
  ['Weekend al lago', 6400, 3],
] as const;
const PLACES = ['Duomo', 'San Babila', 'Brera', 'Cadorna', 'Porta Romana', 'Porta Nuova'];
const AMOUNTS = [48, -80, 120, 62, 30, 210, -150, 55, 90, 20, 140, 33];
const TIERS = [
  ['Lino', 0],
  ['Cotone', 1500],
  ['Seta', 5000],
  ['Cashmere', 12000],
] as const;

export const rewards = REWARDS.map(([name, costPoints, minTierRank], index) => ({
  id: `reward-${index + 1}`,
  name,
  description: `${name}, una volta per socio.`,
  resolvedLocale: index % 3 === 0 ? 'it' : 'en',
  costPoints,
  minTierRank,
  status: 'ACTIVE',
  availability: {
    unlimited: index === 0,
    remainingApprox: index === 0 ? null : 200 - index * 24,
    soldOut: index === 7,
    asOf: NOW,
  },
}));

export const program = TIERS.map(([name, qualifyingPoints], rank) => ({
  id: name.toLowerCase(),
  rank,
  name,
  qualifyingPoints,
  benefits: rank === 0 ? [] : ['early access to sales', ...(rank > 1 ? ['free hemming'] : [])],
}));

export const cards = Array.from({ length: 8 }, (_, index) => ({
  id: `content-${index + 1}`,
  type: 'CARD',
  title: `Winter in ${PLACES[index % PLACES.length] ?? ''}`,
  summary: 'Warm wool, soft light and what to do with both.',
  resolvedLocale: index % 5 === 0 ? 'it' : 'en',
  priority: 8 - index,
  publishedAt: daysBefore(index * 2),
}));

export const content = (id: string) => ({
  ...cards[0],
  id,
  slug: id,
  body: '# Winter\n\nWarm wool.',
  tags: ['winter'],
  requestedLocale: 'en',
  version: 1,
  related: cards.slice(1, 3),
  places: ['place-1'],
});

export const placesNear = {
  nodes: PLACES.map((name, index) => ({
    placeId: `place-${index + 1}`,
    name: `Ortica & Lino ${name}`,
    kind: index === 4 ? 'PARTNER' : 'STORE',
    center: { lat: 45.464 + index / 250, lng: 9.19 - index / 300 },
    radiusM: 80 + index * 10,
    distanceM: 40 + index * index * 85,
    inside: index === 0,
  })),
  truncated: false,
  cellLevel: 13,
};

export const place = (id: string) => ({
  id,
  name: 'Ortica & Lino Duomo',
  kind: 'STORE',
  center: { lat: 45.464, lng: 9.19 },
  radiusM: 80,
  address: 'Via Immaginaria 1, Milano',
  openingHours: '{"mon":[["10:00","19:30"]]}',
  timezone: 'Europe/Rome',
  dwellThresholdS: 120,
  tags: ['apparel'],
});

export const account = (memberId: string, available: number, version: number) => ({
  memberId,
  available,
  pending: 0,
  reserved: 0,
  owed: 0,
  lifetimeEarned: 5400,
  lifetimeRedeemed: 1200,
  version,
  asOf: NOW,
});

/** Newest first, each balance following from the one below it. */
function ledgerOf(available: number) {
  let balance = available;
  return AMOUNTS.map((amount, index) => {
    const entry = {
      id: `entry-${index}`,
      seq: AMOUNTS.length - index,
      kind: amount < 0 ? 'CAPTURE' : 'EARN',
      amount,
      balanceAfter: balance,
      reason: amount < 0 ? 'REDEMPTION' : 'PURCHASE',
      ruleIds: [],
      occurredAt: daysBefore(index * 4),
      recordedAt: daysBefore(index * 4),
    };
    balance -= amount;
    return entry;
  });
}

export const member = (id: string, name: string, available: number, version: number) => ({
  id,
  displayName: name,
  status: 'ACTIVE',
  locale: 'it',
  enrolledAt: daysBefore(400),
  account: account(id, available, version),
  tier: {
    tier: program[3],
    qualifyingPoints: 12800,
    windowStart: '2025-11-21',
    validUntil: '2027-11-20',
    next: null,
    pointsToNext: null,
  },
  consents: [],
  ledger: { nodes: ledgerOf(available), pageInfo: { endCursor: null, hasNextPage: false } },
  expiringPoints: [
    { remaining: 310, expiresOn: '2026-12-31' },
    { remaining: 200, expiresOn: '2027-01-31' },
  ],
  redemptions: {
    nodes: [
      {
        id: 'redemption-1',
        memberId: id,
        rewardId: 'reward-1',
        rewardName: 'Caffè al banco',
        points: 80,
        status: 'FULFILLED',
        createdAt: NOW,
        updatedAt: NOW,
      },
    ],
    pageInfo: { endCursor: null, hasNextPage: false },
  },
});

export { page };
