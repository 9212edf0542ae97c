/**
 * Finds the groups of one subscription field that a payload concerns, without asking each of them: groups are filed under the values
 * that they demand, so the cost of an event follows the number of matches and not the number of subscribers.
 */
import { isObject } from './filters.ts';
import type { SubscriptionFilter } from './filters.ts';

export interface Indexed {
  readonly arguments: Readonly<Record<string, unknown>>;
  readonly filter: SubscriptionFilter | null;
}

/** Field names that must be equal, and to what. */
type Demand = readonly (readonly [name: string, value: unknown])[];

interface Drawer<T> {
  readonly names: readonly string[];
  readonly byValues: Map<string, Set<T>>;
}

export class SubscriptionIndex<T extends Indexed> {
  /** One for each set of names that is demanded together; a schema has few. */
  readonly #drawers = new Map<string, Drawer<T>>();

  add(item: T): void {
    for (const demand of demandsOf(item)) {
      const names = demand.map(([name]) => name);
      const drawerKey = names.join();
      const drawer = this.#drawers.get(drawerKey) ?? { names, byValues: new Map<string, Set<T>>() };
      this.#drawers.set(drawerKey, drawer);
      const valuesKey = keyOf(demand.map(([, value]) => value));
      const items = drawer.byValues.get(valuesKey) ?? new Set();
      drawer.byValues.set(valuesKey, items.add(item));
    }
  }

  remove(item: T): void {
    for (const demand of demandsOf(item)) {
      const drawerKey = demand.map(([name]) => name).join();
      const drawer = this.#drawers.get(drawerKey);
      const valuesKey = keyOf(demand.map(([, value]) => value));
      const items = drawer?.byValues.get(valuesKey);
      items?.delete(item);
      if (items?.size === 0) drawer?.byValues.delete(valuesKey);
      if (drawer?.byValues.size === 0) this.#drawers.delete(drawerKey);
    }
  }

  /** Each group once. A group with a filter is a candidate only: the filter itself has the last word. */
  candidates(payload: unknown): ReadonlySet<T> {
    const found = new Set<T>();
    for (const { names, byValues } of this.#drawers.values()) {
      if (names.length > 0 && !isObject(payload)) continue;
      const values = names.map((name) => (isObject(payload) ? payload[name] : undefined));
      for (const item of byValues.get(keyOf(values)) ?? []) found.add(item);
    }
    return found;
  }
}

/**
 * All arguments at once; or, with a filter, an `eq` or each value of an `in` of each of its alternatives. An alternative without one
 * is asked at every event.
 */
function demandsOf({ arguments: args, filter }: Indexed): readonly Demand[] {
  if (filter === null) {
    return [
      Object.entries(args)
        .filter(([, value]) => value !== undefined)
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    ];
  }
  if (filter.filterGroup.length === 0) return [[]];
  return filter.filterGroup.flatMap(({ filters }): Demand[] => {
    const indexable = filters.filter(({ fieldName }) => !fieldName.includes('.'));
    const equal = indexable.find(({ operator }) => operator === 'eq');
    if (equal !== undefined) return [[[equal.fieldName, equal.value]]];
    const oneOf = indexable.find(({ operator }) => operator === 'in');
    if (!Array.isArray(oneOf?.value)) return [[]];
    const { fieldName } = oneOf;
    return oneOf.value.map((value: unknown) => [[fieldName, value]]);
  });
}

/** Absent and null are the same (4.3). The text keeps `5` and `"5"` apart. */
function keyOf(values: readonly unknown[]): string {
  return JSON.stringify(values.map((value) => value ?? null));
}
