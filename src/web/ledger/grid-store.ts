import { checkEntry, type EntryFinding } from '#core/ledger/check-entry.ts';
import type { LedgerBook, LedgerKind } from '#core/ledger/kind.ts';
import { readValues } from '#core/ledger/read-value.ts';
import type { KeptRow } from './kept-rows.ts';
import type { Entry } from './ledger-queries.ts';
import type { RowOutcome, RowTransport } from './row-transport.ts';

export type RowState = 'empty' | 'saved' | 'typed' | 'wrong' | 'saving' | 'offline' | 'refused' | 'stale';

/** One row of the grid: what is typed, and what of it the server has. A new object for each change, so that only this row is drawn again. */
export type Row = {
  key: string;
  texts: Readonly<Record<string, string>>;
  state: RowState;
  findings: readonly { field: string; severity: 'error' | 'warning'; message: string }[];
  entry?: { id: string; version: number; standing: Entry['standing'] } | undefined;
};

export type Cell = { row: number; column: number };
export type Range = { from: Cell; to: Cell };

type Patch = { row: number; field: string; before: string; after: string };

const pause = 900;
const retryAfter = 4000;
const mostAtOnce = 500;
const mostUndone = 200;

/**
 * A ledger's rows as this browser has them. Rows are sent by themselves a moment after the last key, many in one request; a row with an error waits until it is
 * mended; what cannot be sent waits for the connection. It draws nothing and knows no React.
 */
export class GridStore {
  readonly fields: readonly string[];
  readonly #book: LedgerBook;
  readonly #kind: LedgerKind;
  readonly #categoryOf: (name: string) => string | undefined;
  readonly #transport: RowTransport;
  #rows: Row[];
  /** Where each row stands; rows never move. */
  readonly #places = new Map<string, number>();
  #count = 0;
  readonly #listeners = new Map<string, Set<() => void>>();
  #undo: Patch[][] = [];
  #redo: Patch[][] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #sending = false;
  #isClosed = false;

  constructor(
    book: LedgerBook,
    kind: LedgerKind,
    entries: readonly { entry: Entry; texts: Readonly<Record<string, string>> }[],
    categoryOf: (name: string) => string | undefined,
    transport: RowTransport,
  ) {
    this.#book = book;
    this.#kind = kind;
    this.fields = Object.keys(kind.fields);
    this.#categoryOf = categoryOf;
    this.#transport = transport;
    this.#rows = entries.map(({ entry, texts }) => ({
      key: entry.id,
      texts,
      state: 'saved',
      findings: entry.warnings,
      entry: { id: entry.id, version: entry.version, standing: entry.standing },
    }));
    for (const [at, { key }] of this.#rows.entries()) this.#places.set(key, at);
    this.#grow(1);
  }

  get length(): number {
    return this.#rows.length;
  }

  row(at: number): Row | undefined {
    return this.#rows[at];
  }

  /** Rows that have not reached the server. */
  get waiting(): number {
    return this.#rows.filter(({ state }) => !['saved', 'empty'].includes(state)).length;
  }

  /** What the server does not have yet, to be kept by the browser. */
  unsaved(): readonly KeptRow[] {
    return this.#rows
      .filter(({ state }) => !['saved', 'empty'].includes(state))
      .map(({ entry, texts }) => ({ texts, ...(entry ? { entry: { id: entry.id, version: entry.version } } : {}) }));
  }

  /** Lays on what the browser had kept: over its entry where that is shown, else as a row of its own; it is sent like anything typed. */
  restore(kept: readonly KeptRow[]): void {
    for (const { entry, texts } of kept) {
      const at = (entry && this.#places.get(entry.id)) ?? this.#rows.length - 1;
      const row = this.#rows[at];
      if (!row) continue;
      const over = entry && { standing: 'oneSided' as const, ...row.entry, ...entry };
      this.#set(at, this.#judged({ ...row, texts, ...(over ? { entry: over } : {}) }));
      if (at === this.#rows.length - 1) this.#grow(1);
    }
    this.#tell('rows');
    this.#sendSoon();
  }

  text(at: Cell): string {
    return this.#rows[at.row]?.texts[this.fields[at.column] ?? ''] ?? '';
  }

  /** Listens to a row by its key, or to `rows`: their number and the sum of their states. */
  listen(to: string, listener: () => void): () => void {
    const all = this.#listeners.get(to) ?? new Set();
    this.#listeners.set(to, all.add(listener));
    return () => all.delete(listener);
  }

  type(at: Cell, text: string): void {
    this.#change([{ at, text }]);
  }

  /** Puts a table of texts in from a cell on, as Excel copies it; rows are added as needed. */
  paste(at: Cell, table: readonly (readonly string[])[]): void {
    this.#grow(at.row + table.length + 1 - this.#rows.length);
    const changes = table.flatMap((line, down) =>
      line.map((text, right) => ({ at: { row: at.row + down, column: at.column + right }, text })),
    );
    this.#change(changes.filter((change) => change.at.column < this.fields.length));
  }

  /** The first row of a range in all its rows. */
  fillDown(range: Range): void {
    const { top, bottom, left, right } = edges(range);
    const changes = [];
    for (let row = top + 1; row <= bottom; row++)
      for (let column = left; column <= right; column++)
        changes.push({ at: { row, column }, text: this.text({ row: top, column }) });
    this.#change(changes);
  }

  clear(range: Range): void {
    const { top, bottom, left, right } = edges(range);
    const changes = [];
    for (let row = top; row <= bottom; row++)
      for (let column = left; column <= right; column++) changes.push({ at: { row, column }, text: '' });
    this.#change(changes);
  }

  copy(range: Range): readonly (readonly string[])[] {
    const { top, bottom, left, right } = edges(range);
    return Array.from({ length: bottom - top + 1 }, (_, down) =>
      Array.from({ length: right - left + 1 }, (_, across) => this.text({ row: top + down, column: left + across })),
    );
  }

  undo(): void {
    const patches = this.#undo.pop();
    if (!patches) return;
    this.#redo.push(patches);
    this.#apply(patches.map(({ row, field, before }) => ({ row, field, text: before })));
  }

  redo(): void {
    const patches = this.#redo.pop();
    if (!patches) return;
    this.#undo.push(patches);
    this.#apply(patches.map(({ row, field, after }) => ({ row, field, text: after })));
  }

  /** Another's change of a row was seen: what stands there is taken, and what was typed here is laid over it again. */
  rebase(key: string, version: number): void {
    const at = this.#places.get(key) ?? -1;
    const row = this.#rows[at];
    if (row?.entry) this.#set(at, { ...row, entry: { ...row.entry, version }, state: 'typed' });
    this.#sendSoon();
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
  }

  #change(changes: readonly { at: Cell; text: string }[]): void {
    const patches = changes.flatMap(({ at, text }): Patch[] => {
      const field = this.fields[at.column];
      const before = this.text(at);
      return field === undefined || before === text ? [] : [{ row: at.row, field, before, after: text }];
    });
    if (patches.length === 0) return;
    this.#undo = [...this.#undo.slice(1 - mostUndone), patches];
    this.#redo = [];
    this.#apply(patches.map(({ row, field, after }) => ({ row, field, text: after })));
  }

  #apply(changes: readonly { row: number; field: string; text: string }[]): void {
    for (const [at, list] of Map.groupBy(changes, ({ row }) => row)) {
      const row = this.#rows[at];
      if (!row) continue;
      const texts = { ...row.texts };
      for (const { field, text } of list) texts[field] = text;
      this.#set(at, this.#judged({ ...row, texts }));
    }
    if (this.#rows.at(-1)?.state !== 'empty') this.#grow(1);
    this.#tell('rows');
    this.#sendSoon();
  }

  #judged(row: Row): Row {
    const isEmpty = Object.values(row.texts).every((text) => text.trim() === '');
    if (isEmpty && !row.entry) return { ...row, state: 'empty', findings: [] };
    const findings: readonly EntryFinding[] = checkEntry(this.#book, this.#kind, readValues(this.#kind, row.texts), {
      categoryOf: this.#categoryOf,
    });
    const isWrong = findings.some(({ severity }) => severity === 'error');
    return { ...row, findings, state: isWrong ? 'wrong' : 'typed' };
  }

  #sendSoon(after = pause): void {
    clearTimeout(this.#timer);
    if (!this.#isClosed) this.#timer = setTimeout(() => void this.send(), after);
  }

  /** Sends what is typed and right; resolves when the server has answered all of it, or cannot be reached. */
  async send(): Promise<void> {
    if (this.#sending || this.#isClosed) return;
    this.#sending = true;
    try {
      for (;;) {
        const rows = this.#rows.filter(({ state }) => state === 'typed' || state === 'offline').slice(0, mostAtOnce);
        if (rows.length === 0) break;
        for (const row of rows) this.#replace({ ...row, state: 'saving' });
        const outcomes = await this.#transport(rows);
        if (outcomes === 'offline') {
          for (const row of rows) this.#settle(row, { state: 'offline' });
          this.#sendSoon(retryAfter);
          break;
        }
        for (const [index, row] of rows.entries())
          this.#settle(row, outcomes[index] ?? { state: 'refused', findings: [] });
      }
    } finally {
      this.#sending = false;
      this.#tell('rows');
    }
  }

  #settle(sent: Row, outcome: RowOutcome): void {
    const now = this.#rows[this.#places.get(sent.key) ?? -1];
    if (!now) return;
    const isUnchanged = now.texts === sent.texts;
    const findings = outcome.findings ?? now.findings;
    const entry = outcome.entry ?? now.entry;
    this.#replace({
      ...now,
      entry,
      findings: isUnchanged ? findings : now.findings,
      state: isUnchanged ? outcome.state : now.state,
    });
    if (!isUnchanged) this.#sendSoon();
  }

  #replace(row: Row): void {
    this.#set(this.#places.get(row.key) ?? -1, row);
  }

  #set(at: number, row: Row): void {
    if (at < 0) return;
    this.#rows[at] = row;
    this.#tell(row.key);
  }

  #grow(by: number): void {
    for (let added = 0; added < by; added++) {
      this.#count += 1;
      const key = `new-${this.#count}`;
      this.#places.set(key, this.#rows.length);
      this.#rows.push({ key, texts: {}, state: 'empty', findings: [] });
    }
    if (by > 0) this.#tell('rows');
  }

  #tell(to: string): void {
    for (const listener of this.#listeners.get(to) ?? []) listener();
  }
}

export function edges({ from, to }: Range): { top: number; bottom: number; left: number; right: number } {
  return {
    top: Math.min(from.row, to.row),
    bottom: Math.max(from.row, to.row),
    left: Math.min(from.column, to.column),
    right: Math.max(from.column, to.column),
  };
}
