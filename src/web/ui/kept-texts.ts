import { useSyncExternalStore } from 'react';
import { recordOf } from '#web/api/client.ts';

/** Texts of one purpose by name, such as an officer's remarks by cell: typed, not yet sent. */
export type KeptTexts = Readonly<Record<string, string>>;

const listeners = new Set<() => void>();
const known = new Map<string, { kept: string; texts: KeptTexts }>();

/** All texts kept in this browser under a key; they survive a reload. */
export function useKeptTexts(key: string): KeptTexts {
  return useSyncExternalStore(listen, () => read(key));
}

/** One of them, or `undefined`; draws its user again only when this one changes. */
export function useKeptText(key: string, name: string): string | undefined {
  return useSyncExternalStore(listen, () => read(key)[name]);
}

/** `undefined` takes the text away. */
export function keepText(key: string, name: string, text: string | undefined): void {
  const { [name]: _, ...others } = read(key);
  write(key, text === undefined ? others : { ...others, [name]: text });
}

export function forgetTexts(key: string): void {
  write(key, {});
}

function listen(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The same object for the same texts. */
function read(key: string): KeptTexts {
  const last = known.get(key);
  const kept = localStorage.getItem(key) ?? last?.kept ?? '{}';
  if (last?.kept === kept) return last.texts;
  const texts = textsOf(kept);
  known.set(key, { kept, texts });
  return texts;
}

function write(key: string, texts: KeptTexts): void {
  const kept = JSON.stringify(texts);
  known.set(key, { kept, texts });
  try {
    if (Object.keys(texts).length === 0) localStorage.removeItem(key);
    else localStorage.setItem(key, kept);
  } catch {
    // A browser without room keeps them for as long as the page is open.
  }
  for (const listener of listeners) listener();
}

function textsOf(kept: string): KeptTexts {
  try {
    return Object.fromEntries(
      Object.entries(recordOf(JSON.parse(kept))).flatMap(([name, text]) =>
        typeof text === 'string' ? [[name, text] as const] : [],
      ),
    );
  } catch {
    return {};
  }
}
