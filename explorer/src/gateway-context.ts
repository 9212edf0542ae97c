import { createContext, use, useSyncExternalStore } from 'react';
import type { Gateway } from './fetcher.ts';
import type { Store } from './store.ts';

export const GatewayContext = createContext<Gateway | undefined>(undefined);

/** @throws outside of the page's frame */
export function useGateway(): Gateway {
  const gateway = use(GatewayContext);
  if (gateway === undefined) throw new Error('useGateway is used outside of GatewayContext');
  return gateway;
}

export function useStore<T>(store: Store<T>): T {
  return useSyncExternalStore(store.subscribe, store.get);
}
