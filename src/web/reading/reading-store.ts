import { ApiProblem, answered, client, recordOf } from '#web/api/client.ts';
import type { Drafts } from '#web/application/drafts.ts';

/** What stands in one box of the reading: of `score:1.1` score and reason, of `note:1.1` the note, all as typed. */
export type Typed = Readonly<Record<string, string>>;

export type BoxState = {
  typed: Typed;
  /** The version that this was typed over. */
  version: number;
  state: 'saved' | 'typed' | 'saving' | 'offline' | 'refused' | 'conflict';
  trouble?: string;
  /** What another window saved meanwhile. */
  theirs?: { typed: Typed; version: number };
};

export type Outcome =
  | { kind: 'saved'; version: number }
  | { kind: 'stale'; typed: Typed; version: number }
  | { kind: 'refused'; trouble: string }
  | { kind: 'offline' };

export type Save = (box: string, typed: Typed, baseVersion: number) => Promise<Outcome>;

const pause = 700;
const retryAfter = 5000;
const empty: BoxState = { typed: {}, version: 0, state: 'saved' };

/**
 * What a reader typed, box by box: saved a moment after the last key, one saving of a box at a time, and kept in this browser until the server
 * has it. It draws nothing and knows no React.
 */
export class ReadingStore {
  readonly #boxes = new Map<string, BoxState>();
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();
  readonly #listeners = new Set<() => void>();
  readonly #save: Save;
  readonly #drafts: Drafts;

  constructor(saved: ReadonlyMap<string, { typed: Typed; version: number }>, save: Save, drafts: Drafts) {
    this.#save = save;
    this.#drafts = drafts;
    for (const [box, { typed, version }] of saved) this.#boxes.set(box, { typed, version, state: 'saved' });
  }

  box(name: string): BoxState {
    return this.#boxes.get(name) ?? empty;
  }

  listen(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** What was typed here earlier and never reached the server, sent now. */
  restoreDrafts(): void {
    for (const [box, { text, baseVersion }] of this.#drafts.all()) {
      const typed = Object.fromEntries(
        Object.entries(recordOf(JSON.parse(text))).map(([key, value]) => [key, String(value)]),
      );
      this.#set(box, { typed, version: baseVersion, state: 'offline' });
      void this.send(box);
    }
  }

  type(box: string, changed: Typed): void {
    const { typed, version, theirs } = this.box(box);
    const next = { ...typed, ...changed };
    this.#set(box, { typed: next, version, ...(theirs ? { state: 'conflict', theirs } : { state: 'typed' }) });
    this.#keep(box);
    if (!theirs) this.#sendIn(box, pause);
  }

  /** Sends a box now, if it has anything to send. */
  async send(box: string): Promise<void> {
    clearTimeout(this.#timers.get(box));
    const { typed, version, state } = this.box(box);
    if (state !== 'typed' && state !== 'offline') return;
    this.#set(box, { typed, version, state: 'saving' });
    const outcome = await this.#save(box, typed, version);
    const now = this.box(box);
    const isUnchanged = now.typed === typed;
    switch (outcome.kind) {
      case 'saved':
        if (isUnchanged) {
          this.#drafts.forget(box);
          this.#set(box, { typed, version: outcome.version, state: 'saved' });
        } else this.#goOn(box, now.typed, outcome.version);
        break;
      case 'stale':
        // An answer that was lost on its way had been saved all the same.
        if (JSON.stringify(outcome.typed) === JSON.stringify(typed)) this.#goOn(box, now.typed, outcome.version);
        else this.#set(box, { ...now, state: 'conflict', theirs: { typed: outcome.typed, version: outcome.version } });
        break;
      case 'refused':
        if (isUnchanged) this.#set(box, { ...now, state: 'refused', trouble: outcome.trouble });
        else this.#goOn(box, now.typed, version);
        break;
      case 'offline':
        this.#set(box, { typed: now.typed, version, state: 'offline' });
        this.#sendIn(box, retryAfter);
    }
  }

  /** Ends a conflict: with what the other window saved, or with ours saved over it knowingly. */
  resolve(box: string, choice: 'mine' | 'theirs'): void {
    const { typed, theirs } = this.box(box);
    if (!theirs) return;
    if (choice === 'mine') this.#goOn(box, typed, theirs.version);
    else {
      this.#drafts.forget(box);
      this.#set(box, { ...theirs, state: 'saved' });
    }
  }

  /** How many boxes have not reached the server. */
  get waiting(): number {
    return [...this.#boxes.values()].filter(({ state }) => state !== 'saved').length;
  }

  #goOn(box: string, typed: Typed, version: number): void {
    this.#set(box, { typed, version, state: 'typed' });
    this.#keep(box);
    this.#sendIn(box, 0);
  }

  #sendIn(box: string, ms: number): void {
    clearTimeout(this.#timers.get(box));
    this.#timers.set(
      box,
      setTimeout(() => void this.send(box), ms),
    );
  }

  #keep(box: string): void {
    const { typed, version } = this.box(box);
    this.#drafts.keep(box, { text: JSON.stringify(typed), value: undefined, baseVersion: version });
  }

  #set(box: string, state: BoxState): void {
    this.#boxes.set(box, state);
    for (const listener of this.#listeners) listener();
  }
}

/** Saves a box at the server; what a person typed as a score is understood here. */
export function saveAtServer(id: string): Save {
  return async (box, typed, baseVersion) => {
    const [kind, point = ''] = box.split(':');
    const params = { path: { id, point } };
    const score = typed.score?.trim() ?? '';
    if (kind === 'score' && Number.isNaN(Number(score))) return { kind: 'refused', trouble: '分数须是数字，未保存' };
    try {
      const saved = await answered(
        kind === 'score'
          ? client.PUT('/api/applications/{id}/reading/scores/{point}', {
              params,
              body: { score: score === '' ? null : Number(score), reason: typed.reason ?? '', baseVersion },
            })
          : client.PUT('/api/applications/{id}/reading/notes/{point}', {
              params,
              body: { text: typed.text ?? '', baseVersion },
            }),
      );
      return { kind: 'saved', version: saved.version };
    } catch (fault) {
      if (!(fault instanceof ApiProblem) || fault.status >= 500 || fault.status === 429 || fault.status === 401)
        return { kind: 'offline' };
      if (fault.code !== 'stale') return { kind: 'refused', trouble: String(fault.facts.detail ?? fault.message) };
      const { version, ...theirs } = recordOf(fault.facts.current);
      const texts = Object.entries(theirs).map(([key, value]) => [key, value === null ? '' : String(value)]);
      return { kind: 'stale', typed: Object.fromEntries(texts), version: Number(version ?? 0) };
    }
  };
}
