import { z } from 'zod';
import { readerRoles, versionStates } from '#core/governing-document/document-rules.ts';
import { longText, text } from '#server/http/text.ts';
import { Day, Version } from '#server/member/member-views.ts';

export const DocumentParams = z.object({ documentId: z.uuid() });
export const VersionParams = DocumentParams.extend({ versionId: z.uuid() });

const standings = ['draft', 'discarded', 'submitted', 'awaited', 'in-force', 'repealed'] as const;

const Reader = z.enum(readerRoles);
const Kind = z.object({
  label: z.string(),
  approvedBy: z.array(z.enum(['council', 'secretariat'])),
  isCharter: z.boolean(),
  readers: z.array(Reader),
});

const VersionHead = z.object({
  id: z.string(),
  number: z.int(),
  label: z.string(),
  state: z.enum(versionStates),
  standing: z.enum(standings),
  effectiveOn: z.string().nullable(),
  repealedOn: z.string().nullable(),
});

const DocumentHead = z.object({ id: z.string(), kind: z.string(), title: z.string() });

export const DocumentList = z.object({
  canManage: z.boolean(),
  because: z.string(),
  kinds: z.array(Kind),
  readers: z.array(z.object({ id: Reader, label: z.string() })),
  items: z.array(
    DocumentHead.extend({
      /** What holds, or will; none before one is approved. */
      current: VersionHead.nullable(),
      /** What is worked on. */
      open: VersionHead.nullable(),
      /** Whether the actor is asked to read what holds, and when it did. */
      reading: z.object({ asked: z.boolean(), readAt: z.string().nullable() }),
      /** For who manages it: how many it concerns, how many have read it. */
      readers: z.object({ concerned: z.int(), read: z.int() }).nullable(),
    }),
  ),
});

export const DocumentView = DocumentHead.extend({
  consortium: z.object({ id: z.string(), name: z.string() }),
  canManage: z.boolean(),
  /** Whether its kind and title may still be changed. */
  canRename: z.boolean(),
  readers: z.array(Reader),
  kinds: z.array(Kind),
  readerRoles: z.array(z.object({ id: Reader, label: z.string() })),
  versions: z.array(
    VersionHead.extend({
      version: z.int(),
      note: z.string(),
      characters: z.int(),
      file: z.object({ name: z.string(), mediaType: z.string(), bytes: z.int() }).nullable(),
      approval: z
        .object({
          by: z.enum(['council', 'secretariat']),
          resolution: z.string().nullable(),
          /** Where it is one of this council's own, kept here. */
          resolutionId: z.string().nullable(),
          approver: z.string(),
          at: z.string(),
        })
        .nullable(),
      /** Versions of the council's charter rules that follow this text. */
      charters: z.array(z.int()),
      /** When the actor read it, where it concerns the actor and holds or held. */
      reading: z.object({ asked: z.boolean(), readAt: z.string().nullable() }),
      /** What the actor may do with it now. */
      actions: z.array(z.object({ action: z.string(), label: z.string() })),
      acts: z.array(z.object({ label: z.string(), text: z.string(), by: z.string(), at: z.string() })),
    }),
  ),
});

export const VersionText = z.object({
  id: z.string(),
  version: z.int(),
  note: z.string(),
  text: z.string(),
  /** Where each page of the file begins in the text. */
  pages: z.array(z.int()),
});

export const DifferenceView = z.object({
  from: z.object({ id: z.string(), label: z.string() }),
  to: z.object({ id: z.string(), label: z.string() }),
  changes: z.array(z.object({ kind: z.enum(['same', 'added', 'removed']), text: z.string() })),
});

export const ReadersView = z.object({
  items: z.array(z.object({ name: z.string(), role: z.string(), unit: z.string(), readAt: z.string().nullable() })),
});

export const FoundList = z.object({
  /** False where nothing but punctuation was typed. */
  isSearchable: z.boolean(),
  hasMore: z.boolean(),
  items: z.array(
    DocumentHead.extend({
      consortium: z.object({ id: z.string(), name: z.string() }),
      found: VersionHead,
      titleParts: z.array(z.object({ text: z.string(), isHit: z.boolean() })),
      passages: z.array(
        z.object({
          /** Of the file, counted from 1; none where it has no fixed pages. */
          page: z.int().nullable(),
          parts: z.array(z.object({ text: z.string(), isHit: z.boolean() })),
        }),
      ),
    }),
  ),
});

/** In characters; a file may hold more. */
export const longestTyped = 200_000;

export const DocumentBody = z.object({
  kind: z.string().max(50),
  title: text(100),
  readers: z.array(Reader).max(readerRoles.length),
});
export const DraftBody = z.object({
  version: Version,
  note: z.string().max(500).default(''),
  text: longText(longestTyped),
});
export const ActBody = z.object({
  version: Version,
  action: z.enum(['submit', 'discard', 'return', 'approve-by-council', 'approve-by-secretariat', 'repeal']),
  text: z.string().trim().max(2000).default(''),
  /** From which day it holds; of a repeal, from which day it no longer does. */
  day: Day.optional(),
  resolution: text(100).or(z.literal('')).default(''),
  /** Why a year is restated that was closed. */
  reason: text(500).or(z.literal('')).default(''),
});
