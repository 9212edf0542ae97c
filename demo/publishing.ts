/** How one content came to where it stands: every step is a decision of the product's rules. */
import type {
  ContentHead,
  ContentStatus,
  ContentVersion,
  VersionSettings,
  VersionText,
} from '../resolvers/content/model/content.ts';
import { stateAfter, type Change, type ContentState, type Decision } from '../resolvers/content/model/decision.ts';
import { decideSaveContent } from '../resolvers/content/model/saveContent.ts';
import { decideDueContent, decideTransitionContent } from '../resolvers/content/model/transitionContent.ts';
import { NOW, plusMs } from './time.ts';

export interface DemoContent {
  readonly head: ContentHead;
  readonly versions: readonly ContentVersion[];
  /** What readers see; null for nothing. */
  readonly shown: ContentState['shown'];
}

export interface Plot {
  readonly id: string;
  readonly settings: VersionSettings;
  /** Texts of each version, oldest first. */
  readonly versions: readonly (readonly VersionText[])[];
  /** Where it shall get to. */
  readonly status: ContentStatus;
  readonly publishedAt: string;
  readonly scheduledAt: string;
}

const EDITOR = 'redazione';
const DAY_MS = 86_400_000;

/** States on the way to each; a version is saved before the first of them. */
const WAYS: Readonly<Record<ContentStatus, readonly ContentStatus[]>> = {
  DRAFT: [],
  IN_REVIEW: ['IN_REVIEW'],
  SCHEDULED: ['IN_REVIEW', 'SCHEDULED'],
  PUBLISHED: ['IN_REVIEW', 'PUBLISHED'],
  UNPUBLISHED: ['IN_REVIEW', 'PUBLISHED', 'UNPUBLISHED'],
  ARCHIVED: ['IN_REVIEW', 'PUBLISHED', 'UNPUBLISHED', 'ARCHIVED'],
};

/** Saved two days before, published a day before; a second version follows when it is told of. Then the clock does its work. */
export function publishingStory(plot: Plot): DemoContent {
  const { id, publishedAt, status, scheduledAt } = plot;
  const isTwice = plot.versions.length > 1;
  const first = plusMs(publishedAt, isTwice ? -DAY_MS : 0);
  const teller = new Teller(plot);
  teller.save(plusMs(first, -2 * DAY_MS));
  for (const to of WAYS[status]) {
    teller.decide((state) =>
      decideTransitionContent(state, {
        id,
        to,
        expectedHead: 1,
        scheduledFor: to === 'SCHEDULED' ? scheduledAt : null,
        cancelsExpiry: false,
        at: first,
        editor: EDITOR,
      }),
    );
  }
  if (isTwice) {
    teller.save(first);
    const again = {
      id,
      to: 'PUBLISHED',
      expectedHead: 2,
      scheduledFor: null,
      cancelsExpiry: false,
      at: publishedAt,
      editor: EDITOR,
    } as const;
    teller.decide((state) => decideTransitionContent(state, again));
  }
  return teller.end();
}

class Teller {
  readonly #plot: Plot;
  readonly #versions: ContentVersion[] = [];
  #state: ContentState | null = null;

  constructor(plot: Plot) {
    this.#plot = plot;
  }

  save(at: string): void {
    const { id, settings, versions } = this.#plot;
    const texts = versions[this.#versions.length] ?? [];
    this.decide((state) =>
      decideSaveContent(state, null, {
        id,
        isNew: state === null,
        expectedHead: state?.head.head ?? null,
        settings,
        texts,
        at,
        editor: EDITOR,
      }),
    );
  }

  /** @throws RangeError when the product's rules refuse the story */
  decide(rule: (state: ContentState | null) => Decision): void {
    const decision = rule(this.#state);
    if (decision.outcome === 'refused') throw new RangeError(`${this.#plot.id}: ${decision.error.message}`);
    this.#accept(decision.change);
  }

  end(): DemoContent {
    const due = this.#state === null ? null : decideDueContent(this.#state, { at: NOW, editor: 'contentScheduler' });
    if (due !== null) this.#accept(due);
    if (this.#state === null) throw new RangeError(`${this.#plot.id} was never saved.`);
    return { head: this.#state.head, versions: this.#versions, shown: this.#state.shown };
  }

  #accept(change: Change): void {
    this.#state = stateAfter(this.#state, change);
    if (change.newVersion !== null) this.#versions.push(change.newVersion);
  }
}
