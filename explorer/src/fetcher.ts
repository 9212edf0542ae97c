/** GraphiQL's door to the API: queries and mutations by POST, subscriptions over AppSync's sockets. */
import { OperationTypeNode, type OperationDefinitionNode } from 'graphql';
import { toAnswer, type AnswerNote } from './answers.ts';
import type { GraphQLRequest } from './appsync-socket.ts';
import { connectHeaders, requestHeaders, socketHeaders } from './credentials.ts';
import type { JsonObject } from './json.ts';
import type { LiveSubscriptions } from './live-subscriptions.ts';
import { requestedOperation } from './requested-operation.ts';
import type { Session } from './session.ts';
import { createStore, type Store } from './store.ts';

/** What GraphiQL passes; it sends null for what is not there. */
export interface FetcherParams {
  readonly query: string;
  readonly variables?: unknown;
  readonly operationName?: string | null | undefined;
}

export interface FetcherOptions {
  readonly headers?: Readonly<Record<string, unknown>> | undefined;
}

export interface OpenTabs {
  readonly tabs: readonly { readonly id: string }[];
  readonly activeTabIndex: number;
}

const INTROSPECTION = 'IntrospectionQuery';

/** Everything that requests share: one per page. */
export class Gateway {
  /** Keyed by tab. */
  readonly notes: Store<ReadonlyMap<string, AnswerNote>> = createStore<ReadonlyMap<string, AnswerNote>>(new Map());
  readonly session: Session;
  readonly live: LiveSubscriptions;
  #activeTabId = '';

  constructor(session: Session, live: LiveSubscriptions) {
    this.session = session;
    this.live = live;
  }

  readonly fetcher = (
    params: FetcherParams,
    options?: FetcherOptions,
  ): Promise<JsonObject> | AsyncIterableIterator<JsonObject> => {
    const operation = requestedOperation(params.query, params.operationName);
    const request = toRequest(params, operation);
    if (operation?.operation === OperationTypeNode.SUBSCRIPTION) return this.#listen(request, operation);
    return this.#post(request, options?.headers ?? {});
  };

  /** To be told at once of every change of tabs, in the order in which GraphiQL makes them. */
  tabsChanged({ tabs, activeTabIndex }: OpenTabs): void {
    this.#activeTabId = tabs[activeTabIndex]?.id ?? '';
    this.live.tabsChanged(
      this.#activeTabId,
      tabs.map(({ id }) => id),
    );
  }

  /** Runs a query for the page itself, as the current persona; `data` only. */
  async ask(query: string): Promise<unknown> {
    const { answer } = await this.#send({ query }, {});
    return answer.data;
  }

  async #post(request: GraphQLRequest, headers: Readonly<Record<string, unknown>>): Promise<JsonObject> {
    const tabId = this.#activeTabId;
    const { answer, note } = await this.#send(request, headers);
    if (request.operationName !== INTROSPECTION) this.notes.set(new Map(this.notes.get()).set(tabId, note));
    return answer;
  }

  async #send(
    request: GraphQLRequest,
    headers: Readonly<Record<string, unknown>>,
  ): Promise<{ readonly answer: JsonObject; readonly note: AnswerNote }> {
    const { outputs, persona } = await this.session.fresh();
    const body = JSON.stringify(request);
    const startedAt = performance.now();
    const response = await fetch(outputs.url, {
      method: 'POST',
      body,
      headers: {
        'content-type': 'application/json; charset=UTF-8',
        ...(await requestHeaders(persona, { url: outputs.url, body, region: outputs.region })),
        ...Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)])),
      },
    }).catch((error: unknown) => {
      throw new Error(`The API at ${outputs.url} cannot be reached.`, { cause: error });
    });
    const text = await response.text();
    const ms = Math.round(performance.now() - startedAt);
    return {
      answer: toAnswer(text, response.status),
      note: { status: response.status, ms, bytes: text.length, persona: persona.name },
    };
  }

  #listen(request: GraphQLRequest, operation: OperationDefinitionNode): AsyncIterableIterator<JsonObject> {
    const personaName = this.session.state.get().persona.name;
    return this.live.start({
      tabId: this.#activeTabId,
      title: operation.name?.value ?? 'subscription',
      persona: personaName,
      request,
      port: async () => {
        const { outputs, persona } = await this.session.fresh(personaName);
        const { url, region, realtimeUrl } = outputs;
        return {
          realtimeUrl,
          open: (address, protocols) => new WebSocket(address, protocols),
          connectHeaders: () => connectHeaders(persona, { url, region }),
          startHeaders: (body) => socketHeaders(persona, { url, region, body }),
        };
      },
    });
  }
}

function toRequest(
  { query, variables, operationName: asked }: FetcherParams,
  operation: OperationDefinitionNode | undefined,
): GraphQLRequest {
  const hasVariables = typeof variables === 'object' && variables !== null;
  const operationName = operation === undefined ? asked : operation.name?.value;
  return {
    query,
    ...(hasVariables ? { variables: variables as JsonObject } : {}),
    ...(operationName ? { operationName } : {}),
  };
}
