import { expect, test, vi } from 'vitest';
import type { Draft, Drafts } from '#web/application/drafts.ts';
import { type Outcome, ReadingStore, type Save } from './reading-store.ts';

function aStore(save: Save, kept = new Map<string, Draft>()) {
  const drafts: Drafts = {
    all: () => [...kept],
    keep: (box, draft) => {
      kept.set(box, draft);
      return true;
    },
    forget: (box) => void kept.delete(box),
  };
  const saved = new Map([['score:1.1', { typed: { score: '80', reason: '' }, version: 1 }]]);
  return { store: new ReadingStore(saved, save, drafts), kept };
}

const answers = (...outcomes: Outcome[]) => {
  const save = vi.fn<Save>();
  for (const outcome of outcomes) save.mockResolvedValueOnce(outcome);
  return save;
};

test('what is typed is kept here until the server has it', async () => {
  const save = answers({ kind: 'offline' }, { kind: 'saved', version: 2 });
  const { store, kept } = aStore(save);
  store.type('score:1.1', { score: '85' });
  await store.send('score:1.1');
  expect(store.box('score:1.1').state).toBe('offline');
  expect(kept.size).toBe(1);
  await store.send('score:1.1');
  expect(store.box('score:1.1')).toMatchObject({ state: 'saved', version: 2 });
  expect(kept.size).toBe(0);
  expect(save).toHaveBeenLastCalledWith('score:1.1', { score: '85', reason: '' }, 1);
});

test('another window’s score is shown and nothing typed is lost, until the reader chooses', async () => {
  const theirs = { typed: { score: '60', reason: '' }, version: 2 };
  const save = answers({ kind: 'stale', ...theirs }, { kind: 'saved', version: 3 });
  const { store } = aStore(save);
  store.type('score:1.1', { score: '85' });
  await store.send('score:1.1');
  expect(store.box('score:1.1')).toMatchObject({ state: 'conflict', typed: { score: '85' }, theirs });
  store.type('score:1.1', { score: '86' });
  expect(save).toHaveBeenCalledTimes(1);
  store.resolve('score:1.1', 'mine');
  await store.send('score:1.1');
  expect(save).toHaveBeenLastCalledWith('score:1.1', { score: '86', reason: '' }, 2);
});

test('what was left unsent is sent when the page is opened again', async () => {
  const save = answers({ kind: 'saved', version: 2 });
  const draft = { text: '{"score":"90","reason":"好"}', value: undefined, baseVersion: 1 };
  const { store } = aStore(save, new Map([['score:1.1', draft]]));
  store.restoreDrafts();
  await vi.waitFor(() => expect(store.box('score:1.1').state).toBe('saved'));
  expect(save).toHaveBeenCalledWith('score:1.1', { score: '90', reason: '好' }, 1);
});

test('a refused score says why and stays where it was typed', async () => {
  const save = answers({ kind: 'refused', trouble: '分数须在0至100之间，最多一位小数。' });
  const { store } = aStore(save);
  store.type('score:1.1', { score: '850' });
  await store.send('score:1.1');
  expect(store.box('score:1.1')).toMatchObject({ state: 'refused', typed: { score: '850' } });
  expect(store.waiting).toBe(1);
});
