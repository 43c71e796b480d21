import type { CellValue } from '#core/form/answers.ts';
import { recordOf } from '#web/api/client.ts';

export type Draft = { text: string; value: CellValue; baseVersion: number };

/** What was typed and has not reached the server yet, kept in this browser across reloads. */
export type Drafts = {
  all: () => readonly (readonly [path: string, draft: Draft])[];
  /** Returns false where this browser keeps nothing: storage switched off or full. */
  keep: (path: string, draft: Draft) => boolean;
  forget: (path: string) => void;
};

/** An entry a cell, so that two windows of one person in one form never overwrite each other's. */
export function browserDrafts(applicationId: string, personId: string): Drafts {
  const prefix = `lianheti.draft.${applicationId}.${personId}.`;
  return {
    all: () =>
      Object.keys(localStorage)
        .filter((key) => key.startsWith(prefix))
        .flatMap((key) => {
          const draft = draftOf(localStorage.getItem(key) ?? '');
          return draft ? [[key.slice(prefix.length), draft] as const] : [];
        }),
    keep: (path, draft) => {
      try {
        localStorage.setItem(prefix + path, JSON.stringify(draft));
        return true;
      } catch {
        return false;
      }
    },
    forget: (path) => localStorage.removeItem(prefix + path),
  };
}

function draftOf(kept: string): Draft | undefined {
  try {
    const { text, value, baseVersion } = recordOf(JSON.parse(kept));
    if (typeof text === 'string' && typeof baseVersion === 'number')
      return { text, value: value as CellValue, baseVersion };
  } catch {
    // What cannot be read was not written by this program.
  }
  return undefined;
}
