import type { CellValue } from '#core/form/answers.ts';
import { recordOf } from '#web/api/client.ts';

export type Draft = { text: string; value: CellValue; baseVersion: number };

/** What was typed and has not reached the server yet, kept in this browser across reloads; a key for each form and person. */
export type Drafts = {
  all: () => readonly (readonly [path: string, draft: Draft])[];
  keep: (path: string, draft: Draft) => void;
  forget: (path: string) => void;
};

export function browserDrafts(applicationId: string, personId: string): Drafts {
  const key = `lianheti.drafts.${applicationId}.${personId}`;
  const read = (): Record<string, unknown> => {
    try {
      return recordOf(JSON.parse(localStorage.getItem(key) ?? '{}'));
    } catch {
      return {};
    }
  };
  const write = (drafts: Record<string, unknown>) => {
    if (Object.keys(drafts).length === 0) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(drafts));
  };
  return {
    all: () =>
      Object.entries(read()).flatMap(([path, kept]) => {
        const { text, value, baseVersion } = recordOf(kept);
        return typeof text === 'string' && typeof baseVersion === 'number'
          ? [[path, { text, value: value as CellValue, baseVersion }] as const]
          : [];
      }),
    keep: (path, draft) => write({ ...read(), [path]: draft }),
    forget: (path) => {
      const { [path]: _, ...others } = read();
      write(others);
    },
  };
}
