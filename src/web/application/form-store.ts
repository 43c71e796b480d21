import { faultOfValue } from '#core/check/check-value.ts';
import type { LedgerValues } from '#core/figure/form-figures.ts';
import { type Answers, type CellValue, valueAt, withValue } from '#core/form/answers.ts';
import { canonicalJson } from '#core/form/canonical-json.ts';
import { type Cell, cellsOf } from '#core/form/cells.ts';
import type { Pack } from '#core/pack/pack.ts';
import { textOfValue, valueOfText } from './cell-text.ts';
import type { Drafts } from './drafts.ts';
import { type FormSummary, summarise } from './form-summary.ts';
import { type Overall, overallState } from './overall.ts';
import type { How, SavedAnswer, SaveOutcome, Stale, Transport } from './transport.ts';

export type SaveState = 'saved' | 'typed' | 'saving' | 'offline' | 'refused' | 'conflict';

/** What one cell's input shows. A new object for each change, so that only this cell is drawn again. */
export type CellState = {
  text: string;
  value: CellValue;
  /** The version this value was typed over. */
  version: number;
  state: SaveState;
  /** Why it was refused. */
  trouble?: string;
  /** Another's value that stands on the server against this one. */
  stale?: Stale;
};

const pause = 600;
const retryAfter = 3000;

/**
 * The form as this browser has it: each cell with what is typed, what is saved and over which version. A cell is saved a moment after its last key, one
 * saving of a cell at a time; what cannot be sent waits in the browser's storage and is sent when the connection is back. It draws nothing and knows no React.
 */
export class FormStore {
  readonly cells: ReadonlyMap<string, Cell>;
  readonly #states = new Map<string, CellState>();
  /** The newest value known to stand on the server. */
  readonly #saved = new Map<string, { value: CellValue; version: number }>();
  /** What was sent without an answer, and may stand on the server all the same. */
  readonly #lost = new Map<string, readonly CellValue[]>();
  readonly #flights = new Map<string, Promise<void>>();
  /** News of a cell that came while it was being saved. */
  readonly #news = new Map<string, SavedAnswer>();
  readonly #listeners = new Map<string, Set<() => void>>();
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();
  readonly #pack: Pack;
  readonly #transport: Transport;
  readonly #drafts: Drafts;
  #ledger: LedgerValues;
  #answers: Answers;
  #summary: FormSummary;
  #overall: Overall = { state: 'saved', savedAt: undefined, waiting: 0, isKept: true };
  #isSignedOut = false;
  #isClosed = false;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #recheck: ReturnType<typeof setTimeout> | undefined;

  constructor(
    pack: Pack,
    answers: Answers,
    versions: Readonly<Record<string, number>>,
    transport: Transport,
    drafts: Drafts,
    ledger: LedgerValues = {},
  ) {
    this.#pack = pack;
    this.#transport = transport;
    this.#drafts = drafts;
    this.#ledger = ledger;
    this.#answers = answers;
    this.cells = cellsOf(pack.form);
    for (const path of this.cells.keys()) {
      const saved = { value: valueAt(answers, path) as CellValue, version: versions[path] ?? 0 };
      this.#saved.set(path, saved);
      this.#states.set(path, { ...saved, text: textOfValue(saved.value), state: 'saved' });
    }
    this.#summary = summarise(pack, answers, ledger);
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

  /** Listens to a cell, to `summary` or to `overall`. */
  listen(to: string, listener: () => void): () => void {
    const all = this.#listeners.get(to) ?? new Set();
    this.#listeners.set(to, all.add(listener));
    return () => all.delete(listener);
  }

  /** What was typed here earlier and never reached the server, sent now. */
  restoreDrafts(): void {
    for (const [path, { text, value, baseVersion }] of this.#drafts.all()) {
      if (this.cells.has(path)) this.#set(path, { text, value, version: baseVersion, state: 'offline' });
    }
    this.sendWaiting();
  }

  type(path: string, text: string): void {
    const cell = this.cells.get(path);
    if (cell) this.#change(path, text, valueOfText(cell, text));
  }

  /** The person leaves the cell: what stands in it is shown as it is kept, and sent. */
  leave(path: string): void {
    const now = this.cell(path);
    const text = textOfValue(now.value);
    if (now.state !== 'refused' && now.text !== text) this.#set(path, { ...now, text });
    void this.save(path);
  }

  /** Puts an earlier value back, or the ledgers' value in, as a change of its own. */
  restore(path: string, value: CellValue, how: 'restored' | 'ledger' = 'restored'): void {
    this.#change(path, textOfValue(value), value);
    void this.save(path, how);
  }

  /** What the ledgers say by now. */
  hearLedger(ledger: LedgerValues): void {
    this.#ledger = ledger;
    this.#summary = summarise(this.#pack, this.#answers, ledger, this.#summary);
    this.#tell('summary');
  }

  #change(path: string, text: string, value: CellValue): void {
    const { version, stale } = this.cell(path);
    // Where another's value stands against it, its person chooses first; until then it is only kept here.
    this.#set(path, { text, value, version, ...(stale ? { state: 'conflict', stale } : { state: 'typed' }) });
    this.#keep(path);
    if (!stale) this.#saveSoon(path);
  }

  #saveSoon(path: string): void {
    clearTimeout(this.#timers.get(path));
    this.#timers.set(
      path,
      setTimeout(() => void this.save(path), pause),
    );
  }

  /** Sends a cell now, if it has anything to send; resolves when it is settled. */
  async save(path: string, how: How = 'typed'): Promise<void> {
    clearTimeout(this.#timers.get(path));
    const running = this.#flights.get(path);
    if (running) {
      await running;
      if (this.cell(path).state === 'typed') await this.save(path, how);
      return;
    }
    const cell = this.cells.get(path);
    const before = this.cell(path);
    if (this.#isClosed || !cell || !['typed', 'offline'].includes(before.state)) return;
    if (isMistypedNumber(cell, before.value)) {
      const trouble = `${faultOfValue(cell, before.value)}，未保存`;
      this.#set(path, { ...before, state: 'refused', trouble });
      return;
    }
    this.#set(path, { ...before, state: 'saving' });
    const flight = this.#transport.save(path, before.value, before.version, how).then((outcome) => {
      this.#flights.delete(path);
      this.#settle(path, before, outcome);
      const news = this.#news.get(path);
      this.#news.delete(path);
      if (news) this.receive(news);
    });
    this.#flights.set(path, flight);
    await flight;
  }

  #settle(path: string, sent: CellState, outcome: SaveOutcome): void {
    const now = this.cell(path);
    const isUnchanged = isSame(now.value, sent.value);
    this.#isSignedOut = outcome.kind === 'signed-out';
    switch (outcome.kind) {
      case 'saved':
        this.#overall = { ...this.#overall, savedAt: new Date() };
        this.#saved.set(path, { value: sent.value, version: outcome.version });
        if (isUnchanged) this.#settled(path, { text: now.text, value: sent.value, version: outcome.version });
        else this.#rebase(path, outcome.version);
        break;
      case 'stale':
        this.#set(path, { ...now, state: 'typed' });
        this.#meet(path, outcome.current);
        break;
      case 'refused':
        this.#set(path, { ...now, state: 'refused', trouble: outcome.title });
        break;
      case 'offline':
        this.#lost.set(path, [...(this.#lost.get(path) ?? []), sent.value]);
        this.#tryAgainLater();
        this.#set(path, { ...now, state: isUnchanged ? 'offline' : now.state });
        break;
      case 'signed-out':
        this.#set(path, { ...now, state: isUnchanged ? 'offline' : now.state });
    }
    this.#sumUp();
  }

  #tryAgainLater(): void {
    this.#retry ??= setTimeout(() => {
      this.#retry = undefined;
      this.sendWaiting();
    }, retryAfter);
  }

  /** Sends every cell that waits. */
  sendWaiting(): void {
    for (const [path, { state }] of this.#states) if (state === 'offline' || state === 'typed') void this.save(path);
  }

  /** Sends all that is typed and resolves when nothing is under way. */
  async saveAll(): Promise<void> {
    await Promise.all([...this.#states.keys()].map((path) => this.save(path)));
  }

  /** Sends nothing more: the next page's store takes over what waits. */
  close(): void {
    this.#isClosed = true;
    for (const timer of [...this.#timers.values(), this.#retry, this.#recheck]) clearTimeout(timer);
  }

  /** Another's change, or the echo of our own. What is being typed here is never overwritten: its person chooses. */
  receive(answer: SavedAnswer): void {
    const { cell: path, version } = answer;
    if (!this.cells.has(path) || version <= (this.#saved.get(path)?.version ?? 0)) return;
    if (this.#flights.has(path)) this.#news.set(path, answer);
    else if (this.cell(path).state === 'saved') {
      const value = answer.value as CellValue;
      this.#saved.set(path, { value, version });
      this.#settled(path, { text: textOfValue(value), value, version });
    } else this.#meet(path, answer);
  }

  /** What stands on the server meets what was typed here over an older version. */
  #meet(path: string, current: Stale): void {
    const now = this.cell(path);
    const { value, version } = current;
    this.#saved.set(path, { value: value as CellValue, version });
    if (isSame(value, now.value)) {
      // What was sent from a page closed since stands on the server by now.
      this.#overall = { ...this.#overall, savedAt: new Date() };
      this.#settled(path, { text: now.text, value: now.value, version });
    } else if (version === now.version + 1 && this.#lost.get(path)?.some((sent) => isSame(sent, value)))
      this.#rebase(path, version);
    else this.#set(path, { ...now, state: 'conflict', stale: current });
  }

  /** What was typed meanwhile goes on from a version that is our own. */
  #rebase(path: string, version: number): void {
    const { text, value } = this.cell(path);
    this.#lost.delete(path);
    this.#set(path, { text, value, version, state: 'typed' });
    this.#keep(path);
    this.#saveSoon(path);
  }

  /** Ends a conflict: with the other's value, or with ours saved over it knowingly. */
  resolve(path: string, choice: 'mine' | 'theirs'): void {
    const { text, value, stale } = this.cell(path);
    if (!stale) return;
    if (choice === 'theirs') this.discard(path);
    else {
      this.#set(path, { text, value, version: stale.version, state: 'typed' });
      this.#keep(path);
      void this.save(path);
    }
  }

  /** Gives up what was typed here for what stands on the server. */
  discard(path: string): void {
    const saved = this.#saved.get(path);
    clearTimeout(this.#timers.get(path));
    if (saved) this.#settled(path, { ...saved, text: textOfValue(saved.value) });
  }

  #settled(path: string, saved: { text: string; value: CellValue; version: number }): void {
    this.#lost.delete(path);
    this.#drafts.forget(path);
    this.#set(path, { ...saved, state: 'saved' });
  }

  #keep(path: string): void {
    const { text, value, version } = this.cell(path);
    const isKept = this.#drafts.keep(path, { text, value, baseVersion: version });
    if (isKept !== this.#overall.isKept) this.#overall = { ...this.#overall, isKept };
  }

  #set(path: string, state: CellState): void {
    const before = this.cell(path);
    this.#states.set(path, state);
    this.#tell(path);
    if (!isSame(before.value, state.value)) {
      this.#answers = withValue(this.#answers, path, state.value);
      this.#recheck ??= setTimeout(() => {
        this.#recheck = undefined;
        this.#summary = summarise(this.#pack, this.#answers, this.#ledger, this.#summary);
        this.#tell('summary');
      }, 250);
    }
    if (before.state !== state.state) this.#sumUp();
  }

  #sumUp(): void {
    const states = [...this.#states.values()].map(({ state }) => state);
    const waiting = states.filter((state) => state !== 'saved').length;
    this.#overall = { ...this.#overall, state: overallState(new Set(states), this.#isSignedOut), waiting };
    this.#tell('overall');
  }

  #tell(to: string): void {
    for (const listener of this.#listeners.get(to) ?? []) listener();
  }
}

/** The server keeps no text where a number belongs. */
function isMistypedNumber(cell: Cell, value: CellValue): boolean {
  return cell.type.kind === 'number' && typeof value === 'string';
}

function isSame(a: unknown, b: unknown): boolean {
  return a === b || canonicalJson(a ?? null) === canonicalJson(b ?? null);
}
