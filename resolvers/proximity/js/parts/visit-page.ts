/** One page of visits as the contract shows them. An item leaves out what is null, and says more than is shown: whose visit it was. */
import type { Visit, VisitConnection } from '../../../../schema/generated/types.ts';
import { pageInfo, type ItemPage } from '../../../shared/js/read-page.ts';

export type VisitItem = { pk: string; sk: string; gsi2pk: string; gsi2sk: string; ttl: number };

type StoredVisit = Pick<Visit, 'id' | 'placeId' | 'enteredAt' | 'source'> & Partial<Visit>;

export function visitPage(page: ItemPage<StoredVisit>): VisitConnection {
  const nodes = (page.items ?? []).map((visit) => ({
    id: visit.id,
    placeId: visit.placeId,
    enteredAt: visit.enteredAt,
    exitedAt: visit.exitedAt ?? null,
    durationS: visit.durationS ?? null,
    source: visit.source,
  }));
  return { nodes, pageInfo: pageInfo(page) };
}
