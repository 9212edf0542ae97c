import './workers.ts';
import 'graphiql/style.css';
import './style.css';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { Gateway } from './fetcher.ts';
import { LiveSubscriptions } from './live-subscriptions.ts';
import { Session } from './session.ts';

async function start(container: HTMLElement): Promise<void> {
  const root = createRoot(container);
  try {
    const session = await Session.open(document.baseURI);
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
