/** Chooses who to be. */
import { useId, useRef, useState, type SubmitEvent } from 'react';
import { useGateway, useStore } from './gateway-context.ts';
import type { AuthMode } from './outputs.ts';
import { OWN_PERSONA } from './session.ts';

const BRING_YOUR_OWN = '+';
const MODE_LABELS: Readonly<Record<AuthMode, string>> = {
  API_KEY: 'API key',
  AMAZON_COGNITO_USER_POOLS: 'user pool',
  AWS_IAM: 'IAM',
};

export function PersonaPicker() {
  const { session } = useGateway();
  const { personas, persona } = useStore(session.state);
  const [problem, setProblem] = useState('');
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();

  const choose = (name: string): void => {
    setProblem('');
    if (name === BRING_YOUR_OWN) dialog.current?.showModal();
    else session.choose(name).catch((error: unknown) => setProblem(String(error)));
  };
  return (
    <div className="persona">
      <label htmlFor={id}>Persona</label>
      <select id={id} value={persona.name} onChange={(event) => choose(event.target.value)}>
        {personas.map(({ name, about }) => (
          <option key={name} value={name}>
            {about === '' ? name : `${name} – ${about}`}
          </option>
        ))}
        <option value={BRING_YOUR_OWN}>Use my own credentials…</option>
      </select>
      <span className="badge" data-mode={persona.authMode} title="How requests are authorized">
        {MODE_LABELS[persona.authMode]}
      </span>
      {problem !== '' && <span role="alert">{problem}</span>}
      <OwnCredentials dialog={dialog} />
    </div>
  );
}

function OwnCredentials({ dialog }: { readonly dialog: React.RefObject<HTMLDialogElement | null> }) {
  const { session } = useGateway();
  const [credential, setCredential] = useState('');
  const id = useId();

  const submit = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    session.useOwn(credential);
    setCredential('');
    dialog.current?.close();
  };
  return (
    <dialog ref={dialog} className="own" aria-label={OWN_PERSONA}>
      <form onSubmit={submit}>
        <label htmlFor={id}>API key or user-pool token</label>
        <textarea
          id={id}
          rows={5}
          required
          spellCheck={false}
          autoComplete="off"
          value={credential}
          onChange={(event) => setCredential(event.target.value)}
        />
        <p>It is kept in this page only and forgotten when you leave.</p>
        <div className="own-actions">
          <button type="button" onClick={() => dialog.current?.close()}>
            Cancel
          </button>
          <button type="submit" className="primary">
            Use it
          </button>
        </div>
      </form>
    </dialog>
  );
}
