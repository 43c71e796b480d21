import type { Actor } from '#server/access/actor.ts';
import type { Context } from '#server/context.ts';
import { closeYear } from '#server/figure/close-year.ts';
import { actOnEntries } from '#server/ledger/act-on-entry.ts';
import { loadEvidence } from './evidence/load-evidence.ts';
import { exampleAccounts } from './example-accounts.ts';
import type { ExampleForm } from './example-forms.ts';
import type { ExampleMember } from './example-members.ts';
import { inSession } from './in-session.ts';
import { type Desk, loadLedgers } from './ledgers/load-ledgers.ts';
import { makeLedgers } from './ledgers/make-ledgers.ts';
import type { ExampleEntry } from './ledgers/speak.ts';
import { exampleYears } from './ledgers/targets.ts';
import type { ExampleUnits } from './make-example-units.ts';

type Parts = {
  forms: readonly ExampleForm[];
  members: readonly (readonly ExampleMember[])[];
  size: 'small' | 'full';
};

/**
 * Writes the ledgers of each consortium, in the names of those who speak for its members. The first consortium has closed its first year, and corrected
 * one amount since.
 */
export async function playLedgers(context: Context, units: ExampleUnits, parts: Parts): Promise<void> {
  const ledgers = makeLedgers(parts.forms, parts.members, parts.size);
  await Promise.all(
    ledgers.map(async (entries, consortium) => {
      const desk = deskOf(units, consortium, parts.members[consortium] ?? []);
      const miscounted = consortium === 0 ? entries.find(isMiscounted) : undefined;
      await loadLedgers(
        context,
        desk,
        entries.map((entry) => (entry === miscounted ? withAmount(entry, '1') : entry)),
      );
      await loadEvidence(context, desk, {
        consortium,
        entries,
        most: parts.size === 'small' ? 6 : Number.POSITIVE_INFINITY,
      });
      if (miscounted) await inSession(context, desk.secretary, (actor) => correct(context, actor, desk, miscounted));
    }),
  );
}

const isMiscounted = ({ kind, year }: ExampleEntry) => kind === 'technology-receipt' && year === exampleYears[0];

function withAmount(entry: ExampleEntry, amount: string): ExampleEntry {
  return { ...entry, voices: entry.voices.map((voice) => ({ ...voice, values: { ...voice.values, amount } })) };
}

async function correct(context: Context, actor: Actor, { consortiumId }: Desk, right: ExampleEntry): Promise<void> {
  await closeYear(context, actor, consortiumId, right.year);
  await actOnEntries(context, actor, [{ id: right.id, version: 1 }], {
    type: 'settle',
    values: right.voices[0]?.values ?? {},
    reason: '银行回单金额录入有误，按回单更正（虚构）',
  });
}

function deskOf(units: ExampleUnits, consortium: number, members: readonly ExampleMember[]): Desk {
  const categories = new Map(members.map(({ id, category }) => [id, category]));
  const secretary = units.actor(`secretariat${consortium + 1}@shili.example`);
  const reporters = reportersOf(units, consortium, members);
  return {
    consortiumId: units.consortia[consortium] ?? '',
    secretary,
    personOf: (side) => reporters.get(side) ?? secretary.personId,
    categoryOf: (id) => categories.get(id),
  };
}

/** The persons who have accounts as members' reporters, by member. */
function reportersOf(
  units: ExampleUnits,
  consortium: number,
  members: readonly ExampleMember[],
): ReadonlyMap<string, string> {
  return new Map(
    exampleAccounts.flatMap(({ email, unit }) => {
      if (typeof unit !== 'object' || !('memberOf' in unit) || unit.memberOf !== consortium) return [];
      const member = members.find(({ category }) => category === unit.category);
      return member ? [[member.id, units.actor(email).personId] as const] : [];
    }),
  );
}
