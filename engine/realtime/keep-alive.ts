/** `ka` for every connection each 60 s after its own first one, with a single timer for all of them (spec/appsync-edge 3.2). */
import type { Clock } from '../kernel/index.ts';

export interface KeepAliveMember {
  keepAlive(): void;
}

export class KeepAlive {
  /** Kept in the order of what is due: every member waits equally long, so the one that was served last is due last. */
  readonly #dueAt = new Map<KeepAliveMember, number>();
  readonly #clock: Clock;
  readonly #intervalMs: number;
  #cancel: (() => void) | null = null;

  constructor(clock: Clock, intervalMs: number) {
    this.#clock = clock;
    this.#intervalMs = intervalMs;
  }

  get size(): number {
    return this.#dueAt.size;
  }

  /** Calls `keepAlive` after each interval from now on. Adding twice changes nothing. */
  add(member: KeepAliveMember): void {
    if (this.#dueAt.has(member)) return;
    this.#dueAt.set(member, this.#clock.now() + this.#intervalMs);
    this.#arm();
  }

  remove(member: KeepAliveMember): void {
    this.#dueAt.delete(member);
    if (this.#dueAt.size > 0) return;
    this.#cancel?.();
    this.#cancel = null;
  }

  #arm(): void {
    const next = this.#dueAt.values().next();
    if (this.#cancel !== null || next.done === true) return;
    this.#cancel = this.#clock.after(Math.max(0, next.value - this.#clock.now()), () => this.#tick());
  }

  #tick(): void {
    this.#cancel = null;
    const now = this.#clock.now();
    for (const [member, dueAt] of this.#dueAt) {
      if (dueAt > now) break;
      this.#dueAt.delete(member);
      this.#dueAt.set(member, now + this.#intervalMs);
      member.keepAlive();
    }
    this.#arm();
  }
}
