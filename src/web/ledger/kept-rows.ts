import { recordOf } from '#web/api/client.ts';

/** A row of the grid that the server does not have yet: new, or over a version of an entry. */
export type KeptRow = { entry?: { id: string; version: number }; texts: Readonly<Record<string, string>> };

/** Rows kept in this browser by person, consortium and kind, so that a lost connection, an ended session or a closed page takes nothing away. */
export function keepRows(key: string, rows: readonly KeptRow[]): void {
  try {
    if (rows.length === 0) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(rows));
  } catch {
    // A browser without room keeps them for as long as the page is open.
  }
}

export function keptRows(key: string): readonly KeptRow[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? '[]');
    return Array.isArray(kept) ? kept.flatMap(rowOf) : [];
  } catch {
    return [];
  }
}

function rowOf(kept: unknown): readonly KeptRow[] {
  const { entry, texts } = recordOf(kept);
  const { id, version } = recordOf(entry);
  const own = Object.entries(recordOf(texts)).flatMap(([field, text]) =>
    typeof text === 'string' ? [[field, text] as const] : [],
  );
  if (own.length === 0) return [];
  const isOver = typeof id === 'string' && typeof version === 'number';
  return [{ texts: Object.fromEntries(own), ...(isOver ? { entry: { id, version } } : {}) }];
}
