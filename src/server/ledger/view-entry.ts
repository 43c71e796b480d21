import { z } from 'zod';
import { joinVoices, secretariat } from '#core/ledger/join-voices.ts';
import { kindOf } from '#core/ledger/kind.ts';
import type { Catalogues } from '#server/catalogue/remember-catalogues.ts';
import { ledgerBook } from './ledger-book.ts';
import type { EntryListRow } from './list-entries.ts';
import type { Directory } from './member-directory.ts';
import { secretariatId, spokenVoices } from './stored-entry.ts';

const Value = z.union([z.string(), z.number(), z.array(z.string())]);
const Values = z.record(z.string(), Value);
const Side = z.object({ side: z.string(), name: z.string() });
export const FindingOfEntry = z.object({
  check: z.string(),
  severity: z.enum(['error', 'warning']),
  field: z.string(),
  message: z.string(),
});

/** An entry as it leaves the server. Members are ids; `names` of the answer says who they are. */
export const EntryView = z.object({
  id: z.string(),
  kind: z.string(),
  values: Values,
  standing: z.enum(['confirmed', 'oneSided', 'disputed', 'withdrawn']),
  version: z.int(),
  returned: z.boolean(),
  /** Sides that have not spoken. */
  awaited: z.array(Side),
  voices: z.array(Side.extend({ at: z.string(), values: Values })),
  differences: z.array(
    z.object({ field: z.string(), stated: z.array(z.object({ side: z.string(), value: Value.nullable() })) }),
  ),
  warnings: z.array(FindingOfEntry),
  facts: z.array(
    z.object({ figure: z.string(), from: z.int(), to: z.int(), amount: z.string(), base: z.string().nullable() }),
  ),
  createdAt: z.string(),
  changedAt: z.string(),
});

export function viewEntry(row: EntryListRow, directory: Directory): z.input<typeof EntryView> {
  const kind = kindOf(ledgerBook(), row.kind);
  const voices = spokenVoices(row.voices as Parameters<typeof spokenVoices>[0], row.values);
  const sideView = (side: string) => ({
    side,
    name: side === secretariat ? '秘书处' : (directory.byId.get(side)?.name ?? '（已退出的单位）'),
  });
  return {
    id: row.id,
    kind: row.kind,
    values: row.values,
    standing: row.standing as z.input<typeof EntryView>['standing'],
    version: row.version,
    returned: row.returned,
    awaited: row.awaited.map((side) => sideView(side === secretariatId ? secretariat : side)),
    voices: voices.map((voice) => ({ ...sideView(voice.side), at: voice.at, values: mutable(voice.values) })),
    differences: joinVoices(kind, voices).differences.map(({ field, stated }) => ({
      field,
      stated: stated.map(({ side, value }) => ({ side, value: value === undefined ? null : plainValue(value) })),
    })),
    warnings: row.warnings as z.input<typeof FindingOfEntry>[],
    facts: row.facts.map(([figure, from, to, amount, base]) => ({ figure, from, to, amount, base })),
    createdAt: row.created_at.toISOString(),
    changedAt: row.changed_at.toISOString(),
  };
}

type Stated = ReturnType<typeof spokenVoices>[number]['values'];

function mutable(values: Stated): Record<string, string | number | string[]> {
  return Object.fromEntries(Object.entries(values).map(([id, value]) => [id, plainValue(value)]));
}

const plainValue = (value: Stated[string]): string | number | string[] =>
  typeof value === 'string' || typeof value === 'number' ? value : [...value];

/** Names of the members that these entries name, by id; and of the codes that they hold, with the code before the name. */
export function namesOf(
  rows: readonly EntryListRow[],
  { byId }: Directory,
  catalogues: Catalogues,
): Record<string, string> {
  const named = rows.flatMap(({ kind, values }) =>
    Object.entries(kindOf(ledgerBook(), kind).fields).flatMap(([id, field]): [string, string][] => {
      const stated = [values[id] ?? []].flat().map(String);
      if (field.type === 'member')
        return stated.map((member) => [member, byId.get(member)?.name ?? '（已退出的单位）']);
      if (field.type !== 'code') return [];
      return stated.flatMap((code) => {
        const name = catalogues.nameOf(field.catalogue, code);
        return name === undefined ? [] : [[code, `${code} ${name}`]];
      });
    }),
  );
  return Object.fromEntries(named);
}
