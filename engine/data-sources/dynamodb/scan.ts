import { isNumber, missing, optional } from '../document.ts';
import type { Members } from '../document.ts';
import { readExpression, toWireExpressions } from './expressions.ts';
import type { Operation } from './operation.ts';
import { callPage, readPage } from './pages.ts';

/** `segment` and `totalSegments` come together or not at all. */
function readSegments(document: Members): Record<string, unknown> {
  const segment = optional(document, 'segment', '$[segment]', 'a number', isNumber);
  const total = optional(document, 'totalSegments', '$[totalSegments]', 'a number', isNumber);
  if (segment === undefined && total === undefined) return {};
  if (segment === undefined) throw missing('$[segment]');
  if (total === undefined) throw missing('$[totalSegments]');
  return { Segment: segment, TotalSegments: total };
}

export const scan: Operation = async (source, document, call) =>
  callPage(source, call, 'Scan', {
    ...readPage(source, document, call, 'Scan'),
    ...readSegments(document),
    ...toWireExpressions({
      FilterExpression: readExpression(document, 'filter', '$[filter]'),
      ProjectionExpression: readExpression(document, 'projection', '$[projection]'),
    }),
  });
