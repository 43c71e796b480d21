import { z } from 'zod';
import { isDay } from '#core/quantity/calendar.ts';
import { text } from '#server/http/text.ts';

export const ConsortiumParams = z.object({ id: z.uuid() });
export const MemberParams = z.object({ id: z.uuid(), memberId: z.uuid() });

export const Day = z.string().refine(isDay).meta({ description: 'YYYY-MM-DD' });
const blank = (most: number) => text(most).nullable().catch(null).default(null);

/** What is typed of a member; spells are changed by leaving and rejoining. */
export const MemberBody = z.object({
  name: text(200),
  otherNames: z.array(text(200)).max(20).default([]),
  category: z.string().max(100),
  creditCode: blank(40).transform((code) => code?.normalize('NFKC').replace(/\s/g, '').toUpperCase() ?? null),
  creditCodeOverride: blank(500),
  contactName: blank(100),
  contactPhone: blank(50),
  contactEmail: blank(320).transform((email) => email?.toLowerCase() ?? null),
  joinedOn: Day,
  leftOn: Day.nullable().default(null),
});

export const Version = z.int().min(0).max(1e9);

const ContactView = z.object({
  name: z.string().nullable(),
  phone: z.string().nullable(),
  email: z.string().nullable(),
});

const MemberView = z.object({
  id: z.string(),
  name: z.string(),
  otherNames: z.array(z.string()),
  category: z.string(),
  categoryLabel: z.string(),
  creditCode: z.string().nullable(),
  creditCodeOverride: z.string().nullable(),
  contact: ContactView.nullable(),
  joinedOn: z.string(),
  leftOn: z.string().nullable(),
  active: z.boolean(),
  version: z.int(),
});

export const MemberPage = z.object({
  consortium: z.object({ id: z.string(), name: z.string() }),
  canManage: z.boolean(),
  categories: z.array(z.object({ id: z.string(), label: z.string() })),
  total: z.int(),
  items: z.array(MemberView),
});

export const MemberQuery = z.object({
  q: z.string().trim().max(100).optional(),
  category: z.string().max(100).optional(),
  on: Day.optional(),
  sort: z.enum(['name', 'category', 'creditCode', 'joinedOn', 'leftOn']).default('name'),
  order: z.enum(['asc', 'desc']).default('asc'),
  limit: z.coerce.number().int().min(1).max(500).default(50),
  offset: z.coerce.number().int().min(0).max(1e6).default(0),
});

export const HistoryView = z.object({
  items: z.array(
    z.object({
      version: z.int(),
      action: z.string(),
      how: z.string(),
      change: z.record(z.string(), z.tuple([z.unknown(), z.unknown()])),
      at: z.string(),
      by: z.string(),
    }),
  ),
});

export const MembershipsView = z.object({
  items: z.array(
    z.object({
      memberId: z.string(),
      name: z.string(),
      consortium: z.object({ id: z.string(), name: z.string() }),
      category: z.string(),
      categoryLabel: z.string(),
      joinedOn: z.string(),
      leftOn: z.string().nullable(),
    }),
  ),
});

export const ImportQuery = z.object({
  dryRun: z.stringbool().default(true),
  take: z.enum(['all', 'good']).default('all'),
  creditCodeReason: text(500).optional(),
});

export const ImportView = z.object({
  written: z.boolean(),
  counts: z.object({ adds: z.int(), changes: z.int(), repeats: z.int(), refused: z.int() }),
  rows: z.array(
    z.object({
      row: z.int(),
      memberId: z.string(),
      name: z.string(),
      outcome: z.enum(['adds', 'changes', 'repeats', 'refused']),
      faults: z.array(z.object({ column: z.string(), text: z.string() })).readonly(),
      change: z.record(z.string(), z.tuple([z.unknown(), z.unknown()]).readonly()),
    }),
  ),
});
