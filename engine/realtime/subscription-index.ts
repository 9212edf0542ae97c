/**
 * Finds the groups of one subscription field that a payload concerns, without asking each of them: groups are filed under the values
 * that they demand, so the cost of an event follows the number of matches and not the number of subscribers.
 */
import { fieldAt, isIgnored, isObject } from './filters.ts';
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
      const values = names.map((name) => fieldAt(payload, name));
      for (const item of byValues.get(keyOf(values)) ?? []) found.add(item);
    }
    return found;
  }
}

/**
 * All arguments at once; or, with a filter, all `eq` conditions of each of its alternatives at once, else each value of an `in`. An
 * alternative without either is asked at every event.
 */
function demandsOf({ arguments: args, filter }: Indexed): readonly Demand[] {
  if (filter === null) return [byName(Object.entries(args).filter(([, value]) => value !== undefined))];
  if (filter.filterGroup.length === 0) return [[]];
  return filter.filterGroup.flatMap(({ filters }): Demand[] => {
    const indexable = filters.filter(({ fieldName }) => !isIgnored(fieldName));
    const equal = indexable.filter(({ operator }) => operator === 'eq');
    if (equal.length > 0) return [byName(equal.map(({ fieldName, value }) => [fieldName, value]))];
    const oneOf = indexable.find(({ operator }) => operator === 'in');
    if (!Array.isArray(oneOf?.value)) return [[]];
    const { fieldName } = oneOf;
    return oneOf.value.map((value: unknown) => [[fieldName, value]]);
  });
}

/** The same names in the same order, so that they share a drawer. */
function byName(demand: Demand): Demand {
  return [...demand].sort(([a], [b]) => (a < b ? -1 : 1));
}

/** Absent and null are the same (4.3). The text keeps `5` and `"5"` apart. */
function keyOf(values: readonly unknown[]): string {
  return JSON.stringify(values.map((value) => value ?? null));
}
