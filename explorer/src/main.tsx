import './workers.ts';
import 'graphiql/style.css';
import './style.css';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { Gateway } from './fetcher.ts';
import { LiveSubscriptions } from './live-subscriptions.ts';
import { Session } from './session.ts';

/** Room for the editor and the answer; a width that the visitor has dragged is kept (GraphiQL's own keys). */
function suggestWidths(): void {
  const suggestions = { 'graphiql:docExplorerFlex': '0.27', 'graphiql:editorFlex': '0.9' };
  for (const [key, flex] of Object.entries(suggestions)) {
    if (localStorage.getItem(key) === null) localStorage.setItem(key, flex);
  }
}

async function start(container: HTMLElement): Promise<void> {
  const root = createRoot(container);
  try {
    const session = await Session.open(document.baseURI);
    suggestWidths();
    root.render(<App gateway={new Gateway(session, new LiveSubscriptions())} />);
  } catch (error) {
    root.render(
      <p className="boot" role="alert">
        The explorer could not start. {error instanceof Error ? error.message : String(error)}
      </p>,
    );
  }
}

const container = document.getElementById('root');
if (container !== null) void start(container);
