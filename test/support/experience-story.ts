/** Members who agree, report and ask, over the three tables: the words in which suites of the experience tell what happens. */
import { answer as report } from '../../resolvers/experience/lambda/Mutation.reportPosition.ts';
import { answer as consent } from '../../resolvers/experience/lambda/Mutation.setConsent.ts';
import { answer as save } from '../../resolvers/proximity/lambda/Mutation.savePlace.ts';
import type {
  ConsentPayload,
  PlacePayload,
  PositionPayload,
  ReportPositionInput,
  SavePlaceInput,
} from '../../schema/generated/types.ts';
import { experienceTables, type ExperienceTables } from './experience-tables.ts';
import { aStoredMember, itemsOfMember } from './loyalty-table.ts';

export const HERE = { lat: 45.464, lng: 9.19 };
export const FAR = { lat: 45.484, lng: 9.19 };
export const UUID = '0b6a1f5e-7c2d-4a93-9e10-5d8f2c4b7a61';

export class Story {
  readonly tables: ExperienceTables;
  nowMs: number;
  #keys = 0;

  constructor(tables: ExperienceTables, nowMs: number) {
    this.tables = tables;
    this.nowMs = nowMs;
    tables.setNow(nowMs);
  }

  key(): string {
    this.#keys += 1;
    return `key-${String(this.#keys).padStart(8, '0')}`;
  }

  go(seconds: number): void {
    this.nowMs += seconds * 1000;
    this.tables.setNow(this.nowMs);
  }

  inputAt(of: Partial<ReportPositionInput> = {}): ReportPositionInput {
    const sampledAt = new Date(this.nowMs).toISOString();
    return { idempotencyKey: this.key(), at: HERE, accuracyM: 10, sampledAt, ...of };
  }

  position(memberId: string, of: Partial<ReportPositionInput> = {}): Promise<PositionPayload> {
    return this.report(memberId, this.inputAt(of));
  }

  report(memberId: string, input: ReportPositionInput): Promise<PositionPayload> {
    return report({ arguments: { input }, ...as(memberId) }, this.tables.store);
  }

  agree(memberId: string, granted = true, idempotencyKey = this.key()): Promise<ConsentPayload> {
    const input = { idempotencyKey, purpose: 'LOCATION' as const, granted, textVersion: '2026-09' };
    return consent({ arguments: { input }, ...as(memberId) }, this.tables.store);
  }

  /** Somebody who has agreed to being located. */
  async comes(memberId: string, points = 0): Promise<void> {
    await this.tables.put('loyalty', itemsOfMember(aStoredMember(memberId, points)));
    await this.agree(memberId);
  }

  savePlace(of: Partial<SavePlaceInput> = {}): Promise<PlacePayload> {
    const usual = { name: 'Duomo', kind: 'STORE' as const, center: HERE, radiusM: 75 };
    const input: SavePlaceInput = { idempotencyKey: this.key(), ...usual, ...of };
    const store = { ...this.tables.store, tableName: this.tables.store.proximityTable };
    return save({ arguments: { input }, identity: null }, store);
  }
}

const as = (memberId: string) => ({ identity: { claims: { 'custom:member_id': memberId } } });

/** @param nowMs a Saturday noon before Christmas */
export const aStory = async (nowMs = Date.UTC(2026, 10, 21, 11, 0, 0)): Promise<Story> =>
  new Story(await experienceTables(), nowMs);
