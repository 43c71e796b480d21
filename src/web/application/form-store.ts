import { faultOfValue } from '#core/check/check-value.ts';
import type { Finding } from '#core/check/finding.ts';
import { runChecks } from '#core/check/run-checks.ts';
import { type Answers, type CellValue, valueAt, withValue } from '#core/form/answers.ts';
import { type Cell, cellsOf } from '#core/form/cells.ts';
import type { Pack } from '#core/pack/pack.ts';
import { textOfValue, valueOfText } from './cell-text.ts';
import type { Drafts } from './drafts.ts';
import type { How, SavedAnswer, Stale, Transport } from './transport.ts';

export type SaveState = 'saved' | 'typed' | 'saving' | 'offline' | 'refused' | 'conflict';

/** What one cell's input shows. A new object for each change, so that only this cell is drawn again. */
export type CellState = {
  text: string;
  value: CellValue;
  version: number;
  state: SaveState;
  /** Why it was refused, or whose change stands against it. */
  trouble?: string;
  stale?: Stale;
};

export type FormSummary = {
  findings: readonly Finding[];
  answered: number;
  total: number;
  byCell: ReadonlyMap<string, readonly Finding[]>;
};

export type Overall = {
  state: 'saved' | 'saving' | 'offline' | 'attention';
  savedAt: Date | undefined;
  waiting: number;
};

const pause = 600;
const retryAfter = 3000;

/**
 * The form as this browser has it: each cell with what is typed, what is saved and over which version. A cell is saved a moment after its last key; what
 * cannot be sent waits in the browser's storage and is sent when the connection is back. It draws nothing and knows no React.
 */
export class FormStore {
  readonly cells: ReadonlyMap<string, Cell>;
  readonly #states = new Map<string, CellState>();
  readonly #listeners = new Map<string, Set<() => void>>();
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();
  readonly #pack: Pack;
  readonly #transport: Transport;
  readonly #drafts: Drafts;
  #answers: Answers;
  #summary: FormSummary;
  #overall: Overall = { state: 'saved', savedAt: undefined, waiting: 0 };
  #retry: ReturnType<typeof setTimeout> | undefined;
  #recheck: ReturnType<typeof setTimeout> | undefined;

  constructor(
    pack: Pack,
    answers: Answers,
    versions: Readonly<Record<string, number>>,
    transport: Transport,
    drafts: Drafts,
  ) {
    this.#pack = pack;
    this.#transport = transport;
    this.#drafts = drafts;
    this.#answers = answers;
    this.cells = cellsOf(pack.form);
    for (const path of this.cells.keys()) {
      const value = valueAt(answers, path) as CellValue;
      this.#states.set(path, { text: textOfValue(value), value, version: versions[path] ?? 0, state: 'saved' });
    }
    this.#summary = this.#summarise();
  }

  cell(path: string): CellState {
    return this.#states.get(path) ?? { text: '', value: undefined, version: 0, state: 'saved' };
  }

  get summary(): FormSummary {
    return this.#summary;
  }

  get overall(): Overall {
    return this.#overall;
  }

  /** Answers as they stand in this browser, saved or not. */
  get answers(): Answers {
    return this.#answers;
  }

  /** Listens to a cell, to `summary` or to `overall`. */
  listen(to: string, listener: () => void): () => void {
    const all = this.#listeners.get(to) ?? new Set();
    this.#listeners.set(to, all.add(listener));
    return () => all.delete(listener);
  }

  /** What was typed here earlier and never reached the server, sent now. */
  restoreDrafts(): void {
    for (const [path, draft] of this.#drafts.all()) {
      if (!this.cells.has(path)) continue;
      const now = this.cell(path);
      this.#set(path, { ...now, text: draft.text, value: draft.value, version: draft.baseVersion, state: 'offline' });
    }
    this.sendWaiting();
  }

  type(path: string, text: string): void {
    const cell = this.cells.get(path);
    if (cell)
      this.#change(
        path,
        text,
        cell.type.kind === 'confirmation' ? text === 'true' || undefined : valueOfText(cell, text),
      );
  }

  #change(path: string, text: string, value: CellValue): void {
    const { version, stale } = this.cell(path);
    this.#set(path, { text, value, version, state: 'typed', ...(stale ? { stale } : {}) });
    this.#drafts.keep(path, { text, value, baseVersion: version });
    clearTimeout(this.#timers.get(path));
    this.#timers.set(
      path,
      setTimeout(() => void this.save(path), pause),
    );
  }

  /** Sends a cell now, if it has anything to send. */
  async save(path: string, how: How = 'typed'): Promise<void> {
    const cell = this.cells.get(path);
    const before = this.cell(path);
    clearTimeout(this.#timers.get(path));
    if (!cell || !['typed', 'offline'].includes(before.state)) return;
    const fault = before.value === undefined ? undefined : faultOfValue(cell, before.value);
    if (fault && typeof before.value === 'string' && cell.type.kind === 'number') {
      this.#set(path, { ...before, state: 'refused', trouble: `${fault}，未保存` });
      return;
    }
    this.#set(path, { ...before, state: 'saving' });
    const outcome = await this.#transport.save(path, before.value, before.version, how);
    this.#settle(path, before, outcome);
  }

  #settle(path: string, sent: CellState, outcome: Awaited<ReturnType<Transport['save']>>): void {
    const now = this.cell(path);
    const isUnchanged = now.text === sent.text;
    switch (outcome.kind) {
      case 'saved':
        this.#overall = { ...this.#overall, savedAt: new Date() };
        if (isUnchanged) {
          this.#drafts.forget(path);
          this.#set(path, { text: now.text, value: sent.value, version: outcome.version, state: 'saved' });
        } else {
          this.#set(path, { ...now, version: outcome.version, state: 'typed' });
          this.#drafts.keep(path, { text: now.text, value: now.value, baseVersion: outcome.version });
        }
        break;
      case 'stale':
        if (JSON.stringify(outcome.current.value ?? null) === JSON.stringify(now.value ?? null)) {
          this.#drafts.forget(path);
          this.#set(path, { text: now.text, value: now.value, version: outcome.current.version, state: 'saved' });
        } else this.#set(path, { ...now, state: 'conflict', stale: outcome.current });
        break;
      case 'refused':
        this.#set(path, { ...now, state: 'refused', trouble: outcome.title });
        break;
      case 'offline':
        this.#set(path, { ...now, state: isUnchanged ? 'offline' : now.state });
        this.#retry ??= setTimeout(() => {
          this.#retry = undefined;
          this.sendWaiting();
        }, retryAfter);
    }
  }

  /** Sends every cell that waits. */
  sendWaiting(): void {
    for (const [path, { state }] of this.#states) if (state === 'offline' || state === 'typed') void this.save(path);
  }

  /** Another's change, or the echo of our own. What is being typed here is never overwritten: it becomes a conflict when it is saved. */
  receive({ cell: path, value, version, by, at }: SavedAnswer): void {
    const now = this.cell(path);
    if (!this.cells.has(path) || version <= now.version) return;
    if (now.state === 'saved')
      this.#set(path, { text: textOfValue(value), value: value as CellValue, version, state: 'saved' });
    else if (now.state === 'conflict' || now.state === 'typed')
      this.#set(path, { ...now, stale: { value, version, by, at } });
  }

  /** Ends a conflict: with the other's value, or with ours saved over it knowingly. */
  resolve(path: string, choice: 'mine' | 'theirs'): void {
    const now = this.cell(path);
    if (!now.stale) return;
    const { value, version } = now.stale;
    if (choice === 'theirs') {
      this.#drafts.forget(path);
      this.#set(path, { text: textOfValue(value), value: value as CellValue, version, state: 'saved' });
    } else {
      this.#set(path, { text: now.text, value: now.value, version, state: 'typed' });
      void this.save(path);
    }
  }

  /** Puts an earlier value back, as a change of its own. */
  restore(path: string, value: CellValue): void {
    this.#change(path, textOfValue(value), value);
    void this.save(path, 'restored');
  }

  #set(path: string, state: CellState): void {
    const before = this.cell(path);
    this.#states.set(path, state);
    this.#tell(path);
    if (before.value !== state.value) {
      this.#answers = withValue(this.#answers, path, state.value);
      this.#recheck ??= setTimeout(() => {
        this.#recheck = undefined;
        this.#summary = this.#summarise();
        this.#tell('summary');
      }, 250);
    }
    if (before.state !== state.state) this.#sumUp();
  }

  #sumUp(): void {
    const states = [...this.#states.values()].map(({ state }) => state);
    const has = (...wanted: readonly SaveState[]) => states.some((state) => wanted.includes(state));
    const state = has('conflict', 'refused')
      ? 'attention'
      : has('offline')
        ? 'offline'
        : has('typed', 'saving')
          ? 'saving'
          : 'saved';
    this.#overall = { ...this.#overall, state, waiting: states.filter((one) => one !== 'saved').length };
    this.#tell('overall');
  }

  #summarise(): FormSummary {
    const findings = runChecks(this.#pack, this.#answers);
    const byCell = new Map<string, Finding[]>();
    for (const finding of findings) {
      for (const path of finding.cells) byCell.set(path, [...(byCell.get(path) ?? []), finding]);
    }
    const missing = new Set(findings.filter(({ check }) => check === 'required').flatMap(({ cells }) => cells));
    return { findings, byCell, total: this.cells.size, answered: this.cells.size - missing.size };
  }

  #tell(to: string): void {
    for (const listener of this.#listeners.get(to) ?? []) listener();
  }
}
