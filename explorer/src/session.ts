/** Who the page is now, and where it sends requests. */
import { fetchOutputs } from './fetch-outputs.ts';
import type { Outputs, Persona } from './outputs.ts';
import { createStore, type Store } from './store.ts';
import { isNearExpiry } from './token.ts';

/** The persona whose credentials the visitor typed in. They stay in memory, nowhere else. */
export const OWN_PERSONA = 'my own credentials';

export interface SessionState {
  readonly outputs: Outputs;
  readonly personas: readonly Persona[];
  readonly persona: Persona;
}

const EXPIRY_MARGIN_S = 60;
const REMEMBERED = 'experience-explorer:persona';
const NOBODY: Persona = { name: 'nobody', about: 'no credentials', authMode: 'API_KEY', token: '' };

export class Session {
  readonly state: Store<SessionState>;
  readonly #page: string;
  #own: Persona | undefined;

  private constructor(page: string, outputs: Outputs) {
    this.#page = page;
    this.state = createStore(stateOf(outputs, undefined, localStorage.getItem(REMEMBERED) ?? undefined));
  }

  static async open(page: string): Promise<Session> {
    return new Session(page, await fetchOutputs(page));
  }

  /** Becomes somebody else, with credentials that are fresh; an unknown name changes nothing. */
  async choose(name: string): Promise<void> {
    const outputs = await fetchOutputs(this.#page);
    if (![...outputs.personas, this.#own].some((persona) => persona?.name === name)) return;
    localStorage.setItem(REMEMBERED, name);
    this.state.set(stateOf(outputs, this.#own, name));
  }

  /** Uses an API key (AppSync's begin with `da2-`) or a token that the visitor brings. */
  useOwn(credential: string): void {
    const token = credential.trim().replace(/^Bearer\s+/i, '');
    const authMode = token.startsWith('da2-') ? 'API_KEY' : 'AMAZON_COGNITO_USER_POOLS';
    this.#own = { name: OWN_PERSONA, about: authMode === 'API_KEY' ? 'an API key' : 'a token', authMode, token };
    this.state.set(stateOf(this.state.get().outputs, this.#own, OWN_PERSONA));
  }

  /** The persona of that name, the current one by default, with a token that lasts at least another minute where one can be had. */
  async fresh(name = this.state.get().persona.name): Promise<{ readonly outputs: Outputs; readonly persona: Persona }> {
    const { personas, outputs } = this.state.get();
    const persona = personas.find((candidate) => candidate.name === name) ?? NOBODY;
    if (persona.name === OWN_PERSONA || !isNearExpiry(persona.token, Date.now(), EXPIRY_MARGIN_S))
      return { outputs, persona };
    const renewed = await fetchOutputs(this.#page);
    this.state.set(stateOf(renewed, this.#own, this.state.get().persona.name));
    return { outputs: renewed, persona: renewed.personas.find((candidate) => candidate.name === name) ?? persona };
  }
}

function stateOf(outputs: Outputs, own: Persona | undefined, name: string | undefined): SessionState {
  const personas = own === undefined ? outputs.personas : [...outputs.personas, own];
  const persona =
    personas.find((candidate) => candidate.name === name) ??
    personas.find(({ authMode }) => authMode === 'API_KEY') ??
    personas[0] ??
    NOBODY;
  return { outputs, personas: personas.length > 0 ? personas : [NOBODY], persona };
}
