/** The list of saved operations; a click opens one in a tab, as a persona who may run it, with ids that exist. */
import { useGraphiQL, useGraphiQLActions, type GraphiQLPlugin } from '@graphiql/react';
import { useState } from 'react';
import type { Gateway } from './fetcher.ts';
import { useGateway } from './gateway-context.ts';
import { text as toText } from './json.ts';
import { fillPlaceholders } from './placeholders.ts';
import type { SavedOperation } from './saved-operation.ts';
import { claimsOf } from './token.ts';

const { operations, discovery } = SAVED_OPERATIONS;
const KIND_ORDER: readonly SavedOperation['kind'][] = ['query', 'mutation', 'subscription'];
const DOMAINS = [...new Set(operations.map(({ domain }) => domain))].sort();

function SavedPanel() {
  const open = useOpenSaved();
  const [announcement, setAnnouncement] = useState('');
  return (
    <section className="saved" aria-label="Saved operations">
      <h2>Saved operations</h2>
      <p className="panel-about">Each opens in a tab, ready to run.</p>
      {DOMAINS.map((domain) => (
        <div key={domain} className="saved-group">
          <h3>{domain === '' ? 'start here' : domain}</h3>
          <ul>
            {inOrder(operations.filter((operation) => operation.domain === domain)).map((operation) => (
              <li key={operation.name}>
                <button type="button" onClick={() => void open(operation).then(setAnnouncement)}>
                  <span className="saved-name">
                    {operation.name}
                    <span className="badge" data-kind={operation.kind}>
                      {operation.kind}
                    </span>
                  </span>
                  <span className="saved-about">
                    <Prose text={operation.about} />
                  </span>
                </button>
              </li>
            ))}
          </ul>
        </div>
      ))}
      <p className="visually-hidden" role="status">
        {announcement}
      </p>
    </section>
  );
}

/** Text with `code` in backticks, as comments have it. */
function Prose({ text }: { readonly text: string }) {
  return text.split('`').map((part, index) => (index % 2 === 0 ? part : <code key={index}>{part}</code>));
}

function SavedIcon() {
  return (
    <svg
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.4"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d="M4 2h8v12l-4-3-4 3z" />
    </svg>
  );
}

export const SAVED_PLUGIN: GraphiQLPlugin = { title: 'Saved', icon: SavedIcon, content: SavedPanel };

function inOrder(group: readonly SavedOperation[]): readonly SavedOperation[] {
  return [...group].sort((one, other) => KIND_ORDER.indexOf(one.kind) - KIND_ORDER.indexOf(other.kind));
}

/** Reuses a tab that holds the same text; answers with a sentence for screen readers. */
function useOpenSaved(): (operation: SavedOperation) => Promise<string> {
  const gateway = useGateway();
  const actions = useGraphiQLActions();
  const tabs = useGraphiQL((state) => state.tabs);
  const activeTabIndex = useGraphiQL((state) => state.activeTabIndex);
  const queryEditor = useGraphiQL((state) => state.queryEditor);
  const variableEditor = useGraphiQL((state) => state.variableEditor);

  return async (operation) => {
    const persona = await becomeSuitable(gateway, operation);
    const variables = await fillPlaceholders(operation.variables, discovery, sourcesOf(gateway));
    const existing = tabs.findIndex(({ query }) => query === operation.query);
    if (existing === -1) {
      // GraphiQL's own "add" lets a running subscription write into the new tab.
      actions.stop();
      actions.addTab();
      queryEditor?.setValue(operation.query);
    } else if (existing !== activeTabIndex) {
      actions.changeTab(existing);
    }
    variableEditor?.setValue(variables);
    queryEditor?.focus();
    return `${operation.name} is open, as ${persona}.`;
  };
}

/** Changes the persona only when the current one is known to be refused. */
async function becomeSuitable(gateway: Gateway, { personas: wanted }: SavedOperation): Promise<string> {
  const { session } = gateway;
  const { persona, personas } = session.state.get();
  const better = wanted.find((name) => personas.some((candidate) => candidate.name === name));
  if (better !== undefined && !wanted.includes(persona.name)) await session.choose(better);
  return session.state.get().persona.name;
}

function sourcesOf(gateway: Gateway) {
  return {
    // What cannot be found stays a placeholder that the reader sees.
    ask: (query: string) => gateway.ask(query).catch(() => undefined),
    claim: (name: string) => {
      const { persona, personas } = gateway.session.state.get();
      return [persona, ...personas]
        .map(({ token }) => toText(claimsOf(token)[name]))
        .find((value) => value !== undefined);
    },
    makeKey: () => crypto.randomUUID(),
    now: () => new Date().toISOString(),
  };
}
