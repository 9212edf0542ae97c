/** Five hundred members, four of whom are personas of the explorer. Names come from lists, addresses end in example.com. */
import type { Profile } from '../resolvers/loyalty/model/index.ts';
import type { Consent, ConsentPurpose } from '../schema/generated/types.ts';
import { demoSegments } from './audiences.ts';
import { demoId } from './ids.ts';
import { dice } from './random.ts';
import { daysBetween, romeInstant, SEASON_START } from './time.ts';
import { GIVEN_NAMES, SURNAMES } from './words/names.ts';

export const MEMBERS = 500;

export interface DemoMember {
  /** The persona's name, or a number. */
  readonly label: string;
  readonly profile: Profile;
  readonly consents: readonly Consent[];
  /** What contents may ask for; none without consent to PROFILING. */
  readonly segments: readonly string[];
  /** Index of the store near home. */
  readonly home: number;
  /** How much of all shopping is theirs: few people make most of it. */
  readonly activity: number;
}

export type PersonaName = 'giulia' | 'marco' | 'sofia' | 'luca';

interface PersonaMember {
  readonly name: PersonaName;
  readonly displayName: string;
  readonly enrolled: string;
}

const PERSONA_MEMBERS: readonly PersonaMember[] = [
  { name: 'giulia', displayName: 'Giulia Fontana', enrolled: '2024-03-11' },
  { name: 'marco', displayName: 'Marco Riva', enrolled: '2026-11-20' },
  { name: 'sofia', displayName: 'Sofia Marchetti', enrolled: '2025-05-02' },
  { name: 'luca', displayName: 'Luca Basile', enrolled: '2025-09-23' },
];

const enrolledAt = ({ enrolled }: PersonaMember): string => romeInstant(enrolled, 11 * 60);

/** The member behind a persona's token. */
export function personaMemberId(name: PersonaName): string {
  const found = PERSONA_MEMBERS.find((each) => each.name === name);
  return found === undefined ? name : demoId('mem_', enrolledAt(found), name);
}

const SHARES: readonly (readonly [ConsentPurpose, number])[] = [
  ['LOCATION', 0.7],
  ['MARKETING', 0.45],
  ['PROFILING', 0.35],
  ['LEADERBOARD', 0.55],
];

function consentsOf(label: string, at: string): readonly Consent[] {
  const chance = dice(`consents ${label}`);
  return SHARES.map(([purpose, share]) => ({
    purpose,
    granted: chance.chance(share),
    textVersion: '2026-09',
    source: chance.chance(0.6) ? 'app' : 'store',
    at,
  }));
}

/** Giulia may be located: her story is told at the Duomo. Marco has not been asked yet. */
const LOCATED: Readonly<Record<PersonaName, boolean>> = { giulia: true, marco: false, sofia: true, luca: false };

const withStory = (name: PersonaName, consents: readonly Consent[]): readonly Consent[] =>
  consents.map((consent) => (consent.purpose === 'LOCATION' ? { ...consent, granted: LOCATED[name] } : consent));

function personaMember(persona: PersonaMember): DemoMember {
  const at = enrolledAt(persona);
  const consents = withStory(persona.name, consentsOf(persona.name, at));
  return {
    label: persona.name,
    profile: {
      id: personaMemberId(persona.name),
      displayName: persona.displayName,
      email: `${persona.name}@example.com`,
      status: 'ACTIVE',
      locale: 'it',
      enrolledAt: at,
    },
    consents,
    segments: demoSegments(persona.name, consents),
    home: 0,
    // A persona's story is written, not drawn.
    activity: 0,
  };
}

const BEFORE_THE_SEASON = daysBetween('2025-01-02', '2026-09-30');
const DURING_THE_SEASON = daysBetween(SEASON_START, '2026-11-18');

function drawnMember(index: number): DemoMember {
  const label = String(index);
  const chance = dice(`member ${label}`);
  const given = chance.pick(GIVEN_NAMES);
  const surname = chance.pick(SURNAMES);
  const day = chance.pick(chance.chance(0.85) ? BEFORE_THE_SEASON : DURING_THE_SEASON);
  const at = romeInstant(day, chance.integer(10 * 60, 19 * 60));
  const consents = consentsOf(label, at);
  return {
    label,
    profile: {
      id: demoId('mem_', at, label),
      displayName: `${given} ${surname}`,
      email: `${given}.${surname}.${index}@example.com`.toLowerCase(),
      status: chance.chance(0.01) ? 'SUSPENDED' : 'ACTIVE',
      locale: chance.chance(0.85) ? 'it' : 'en',
      enrolledAt: at,
    },
    consents,
    segments: demoSegments(label, consents),
    home: zipf(chance.number(), 22),
    // Pareto with shape 1.16: about 20 % of the people make 70 to 80 % of the purchases. Nobody makes all of them.
    activity: Math.min(60, (1 - chance.number()) ** (-1 / 1.16)),
  };
}

/** Rank 0 is the most likely; the n-th is 1/(n+1) as likely. */
export function zipf(draw: number, count: number): number {
  const total = Array.from({ length: count }, (_, rank) => 1 / (rank + 1)).reduce((sum, each) => sum + each, 0);
  let left = draw * total;
  for (let rank = 0; rank < count; rank += 1) {
    left -= 1 / (rank + 1);
    if (left < 0) return rank;
  }
  return count - 1;
}

export function demoMembers(): readonly DemoMember[] {
  const drawn = Array.from({ length: MEMBERS - PERSONA_MEMBERS.length }, (_, index) => drawnMember(index + 1));
  return [...PERSONA_MEMBERS.map(personaMember), ...drawn];
}
