import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { CellValue } from '#core/form/answers.ts';
import { toyClub } from '#packs/toy-club/pack.ts';
import type { Draft, Drafts } from './drafts.ts';
import { FormStore } from './form-store.ts';
import type { SaveOutcome, Transport } from './transport.ts';

type Line = Transport & {
  /** What stands there, and over how many savings. */
  value: CellValue;
  version: number;
  saved: CellValue[];
  /** Cut before the server hears of it, or on the way back. */
  cut: 'no' | 'there' | 'back';
  delay: number;
};

/** A server with one cell, as far away as the test wants. */
function aLine(): Line {
  const line: Line = {
    value: undefined,
    version: 0,
    saved: [],
    cut: 'no',
    delay: 100,
    save: async (_, value, baseVersion): Promise<SaveOutcome> => {
      const { cut } = line;
      await new Promise((resolve) => setTimeout(resolve, line.delay));
      if (cut === 'there') return { kind: 'offline' };
      if (baseVersion !== line.version)
        return {
          kind: 'stale',
          current: { value: line.value, version: line.version, by: { name: '乙' }, at: undefined },
        };
      line.value = value;
      line.version++;
      line.saved.push(value);
      return cut === 'back' ? { kind: 'offline' } : { kind: 'saved', version: line.version };
    },
  };
  return line;
}

function someDrafts(): Drafts & { kept: Map<string, Draft> } {
  const kept = new Map<string, Draft>();
  return {
    kept,
    all: () => [...kept],
    keep: (path, draft) => {
      kept.set(path, draft);
      return true;
    },
    forget: (path) => kept.delete(path),
  };
}

const [path = ''] = Object.keys(toyClub.form.fields).filter((id) => toyClub.form.fields[id]?.kind === 'text');

function aForm(line = aLine(), drafts = someDrafts()) {
  return { line, drafts, store: new FormStore(toyClub, {}, {}, line, drafts) };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('a cell is saved a moment after its last key, once', async () => {
  const { line, store, drafts } = aForm();
  for (const text of ['甲', '甲乙', '甲乙丙']) {
    store.type(path, text);
    await vi.advanceTimersByTimeAsync(200);
  }
  expect(line.saved).toEqual([]);
  expect(store.overall.state).toBe('saving');
  await vi.advanceTimersByTimeAsync(1000);
  expect(line.saved).toEqual(['甲乙丙']);
  expect(store.overall.state).toBe('saved');
  expect(drafts.kept.size).toBe(0);
});

test('who types on while a slow saving is under way is never in conflict with himself', async () => {
  const { line, store } = aForm();
  line.delay = 5000;
  store.type(path, '甲');
  await vi.advanceTimersByTimeAsync(1000);
  store.type(path, '甲乙');
  await vi.advanceTimersByTimeAsync(2000);
  store.receive({ cell: path, value: '甲', version: 1, by: { name: '我' }, at: undefined });
  await vi.advanceTimersByTimeAsync(20_000);
  expect(store.cell(path)).toMatchObject({ text: '甲乙', state: 'saved', version: 2 });
  expect(line.saved).toEqual(['甲', '甲乙']);
});

test('a saving whose answer got lost is recognised as our own, not taken for another’s', async () => {
  const { line, store } = aForm();
  line.cut = 'back';
  store.type(path, '甲');
  await vi.advanceTimersByTimeAsync(1000);
  expect(store.cell(path).state).toBe('offline');
  line.cut = 'no';
  store.type(path, '甲乙');
  await vi.advanceTimersByTimeAsync(5000);
  expect(store.cell(path)).toMatchObject({ text: '甲乙', state: 'saved', version: 2 });
  expect(line.value).toBe('甲乙');
});

test('what was typed without a connection is sent when it is back, also by the next visit', async () => {
  const { line, store, drafts } = aForm();
  line.cut = 'there';
  store.type(path, '甲');
  await vi.advanceTimersByTimeAsync(1000);
  expect(store.overall).toMatchObject({ state: 'offline', waiting: 1 });
  expect(drafts.kept.get(path)).toEqual({ text: '甲', value: '甲', baseVersion: 0 });
  line.cut = 'no';
  const { store: next } = aForm(line, drafts);
  next.restoreDrafts();
  expect(next.cell(path).text).toBe('甲');
  await vi.advanceTimersByTimeAsync(200);
  expect(line.saved).toEqual(['甲']);
  expect(next.overall.state).toBe('saved');
  expect(drafts.kept.size).toBe(0);
});

test('what a closed page sent after all is told as saved by the next visit', async () => {
  const { line, store, drafts } = aForm();
  line.cut = 'back';
  store.type(path, '甲');
  await vi.advanceTimersByTimeAsync(1000);
  line.cut = 'no';
  const { store: next } = aForm(line, drafts);
  next.restoreDrafts();
  await vi.advanceTimersByTimeAsync(200);
  expect(line.saved).toEqual(['甲']);
  expect(next.overall).toMatchObject({ state: 'saved', savedAt: expect.any(Date) });
  expect(drafts.kept.size).toBe(0);
});

test('another’s change is shown where nothing is typed, and never over what is', async () => {
  const { line, store } = aForm();
  store.receive({ cell: path, value: '乙的', version: 1, by: { name: '乙' }, at: undefined });
  expect(store.cell(path)).toMatchObject({ text: '乙的', state: 'saved' });
  line.version = 2;
  line.value = '乙又改';
  store.type(path, '我的');
  store.receive({ cell: path, value: '乙又改', version: 2, by: { name: '乙' }, at: undefined });
  expect(store.cell(path)).toMatchObject({ text: '我的', state: 'conflict', stale: { value: '乙又改' } });
  store.type(path, '我的，再写');
  await vi.advanceTimersByTimeAsync(5000);
  expect(line.saved).toEqual([]);
  store.resolve(path, 'mine');
  await vi.advanceTimersByTimeAsync(1000);
  expect(line.saved).toEqual(['我的，再写']);
  expect(store.cell(path).state).toBe('saved');
});

test('taking the other’s value ends a conflict and forgets the own', async () => {
  const { line, store, drafts } = aForm();
  line.version = 1;
  line.value = '乙的';
  store.type(path, '我的');
  await vi.advanceTimersByTimeAsync(1000);
  expect(store.cell(path).state).toBe('conflict');
  store.resolve(path, 'theirs');
  expect(store.cell(path)).toMatchObject({ text: '乙的', state: 'saved', version: 1 });
  expect(drafts.kept.size).toBe(0);
});

test('a change that came while ours was being saved is not missed', async () => {
  const { line, store } = aForm();
  store.type(path, '甲');
  await vi.advanceTimersByTimeAsync(650);
  store.receive({ cell: path, value: '乙的', version: 2, by: { name: '乙' }, at: undefined });
  await vi.advanceTimersByTimeAsync(1000);
  expect(line.saved).toEqual(['甲']);
  expect(store.cell(path)).toMatchObject({ text: '乙的', state: 'saved', version: 2 });
});

test('a session that ended keeps what was typed and says so', async () => {
  const { line, store, drafts } = aForm();
  store.type(path, '甲');
  line.save = async () => ({ kind: 'signed-out' });
  await vi.advanceTimersByTimeAsync(1000);
  expect(store.overall).toMatchObject({ state: 'signed-out', waiting: 1 });
  expect(drafts.kept.size).toBe(1);
});

test('a refused change can be given up for what is saved', async () => {
  const { line, store, drafts } = aForm();
  line.save = async () => ({ kind: 'refused', title: '不能修改' });
  store.type(path, '甲');
  await vi.advanceTimersByTimeAsync(1000);
  expect(store.cell(path)).toMatchObject({ text: '甲', state: 'refused', trouble: '不能修改' });
  store.discard(path);
  expect(store.cell(path)).toMatchObject({ text: '', state: 'saved' });
  expect(drafts.kept.size).toBe(0);
});
