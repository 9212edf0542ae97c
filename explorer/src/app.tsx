/** The page: a bar of its own on top, GraphiQL below it with three additions (saved operations, live events, tables). */
import { GraphiQL, HISTORY_PLUGIN } from 'graphiql';
import { useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import { useEffect, useRef } from 'react';
import type { Gateway } from './fetcher.ts';
import { GatewayContext, useGateway, useStore } from './gateway-context.ts';
import { LIVE_PLUGIN, LiveStatusLine } from './live-panel.tsx';
import { PersonaPicker } from './persona-picker.tsx';
import { ResultPanel } from './result-panel.tsx';
import { SAVED_PLUGIN } from './saved-panel.tsx';

const PLUGINS = [SAVED_PLUGIN, LIVE_PLUGIN, HISTORY_PLUGIN];
const WELCOME = SAVED_OPERATIONS.operations.filter(({ domain }) => domain === '').map(({ query }) => ({ query }));

export function App({ gateway }: { readonly gateway: Gateway }) {
  return (
    <GatewayContext value={gateway}>
      <header className="top">
        <Brand />
        <LiveStatusLine />
        <PersonaPicker />
      </header>
      <main className="work">
        <GraphiQL
          fetcher={gateway.fetcher}
          defaultTabs={WELCOME}
          defaultEditorToolsVisibility="variables"
          plugins={PLUGINS}
          visiblePlugin={SAVED_PLUGIN.title}
          onTabChange={(state) => gateway.tabsChanged(state)}
        >
          <GraphiQL.Logo>
            <span />
          </GraphiQL.Logo>
          <GraphiQL.Footer>
            <ResultPanel />
          </GraphiQL.Footer>
          <Listener />
        </GraphiQL>
      </main>
    </GatewayContext>
  );
}

function Brand() {
  const { outputs } = useStore(useGateway().session.state);
  return (
    <h1 className="brand">
      <img src="./favicon.svg" alt="" width="28" height="28" />
      <span>
        Experience explorer
        <small title={outputs.url}>{new URL(outputs.url).host}</small>
      </span>
    </h1>
  );
}

/** Shows nothing; tells GraphiQL of a new persona and to wrap long lines, and the page of GraphiQL's tabs. */
function Listener() {
  const gateway = useGateway();
  const actions = useGraphiQLActions();
  const tabs = useGraphiQL((state) => state.tabs);
  const activeTabIndex = useGraphiQL((state) => state.activeTabIndex);
  const queryEditor = useGraphiQL((state) => state.queryEditor);
  const variableEditor = useGraphiQL((state) => state.variableEditor);
  const { persona } = useStore(gateway.session.state);
  const introspectedAs = useRef(persona.name);

  // GraphiQL reports changes only; the tabs that it begins with come from here.
  useEffect(() => gateway.tabsChanged({ tabs, activeTabIndex }), [gateway, tabs, activeTabIndex]);

  useEffect(() => {
    if (introspectedAs.current === persona.name) return;
    introspectedAs.current = persona.name;
    void actions.introspect();
  }, [actions, persona.name]);

  useEffect(() => {
    for (const editor of [queryEditor, variableEditor]) editor?.updateOptions({ wordWrap: 'on' });
  }, [queryEditor, variableEditor]);

  return null;
}
