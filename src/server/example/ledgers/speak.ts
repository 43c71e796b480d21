import { type EntryValues, sidesOf } from '#core/ledger/entry.ts';
import { secretariat } from '#core/ledger/join-voices.ts';
import { kindOf } from '#core/ledger/kind.ts';
import { ledgerBook } from '#server/ledger/ledger-book.ts';
import type { Cast } from './cast.ts';
import { exampleId } from './example-id.ts';
import { disputedValues } from './flaws.ts';
import type { LedgerPlan } from './ledger-plans.ts';
import type { Random } from './random.ts';
import { dayOf, type ExampleEvent } from './scene.ts';
import { exampleYears } from './targets.ts';

/** An entry of the example with what each side says of it. `at` is a moment, ISO 8601. */
export type ExampleEntry = {
  id: string;
  kind: string;
  year: number;
  voices: readonly { side: string; values: EntryValues; at: string }[];
};

type Flaws = Pick<LedgerPlan, 'silent' | 'disputed' | 'flawsFrom'>;

/** What is told of a later year is told in its October. */
const lastWhole = 2025;

/** Who says what of an event: all sides the same; or one is silent; or, rarely, they differ. */
export function speak(event: ExampleEvent, at: number, plan: Flaws, random: Random, cast: Cast): ExampleEntry {
  const { values, year } = event;
  const kind = kindOf(ledgerBook(), event.kind);
  const { reporter, counterparts } = sidesOf(kind, values);
  const first = reporter ?? secretariat;
  const others = counterparts.length > 0 ? counterparts : reporter ? [secretariat] : [];
  const month = year > lastWhole ? 10 : 12;
  const said = new Date(`${dayOf(Math.max(year, exampleYears[0]), month, 1 + (at % 24))}T09:00:00+08:00`).toISOString();
  const isFlawed = year >= plan.flawsFrom;
  const differing =
    isFlawed && counterparts.length > 0 && random.chance(plan.disputed * 2) ? disputedValues(kind, values) : undefined;
  const isSilent = isFlawed && differing === undefined && random.chance(plan.silent);
  const second = isSilent ? [] : others.map((side) => ({ side, values: differing ?? values, at: said }));
  return {
    id: exampleId('entry', cast.consortium, at),
    kind: event.kind,
    year,
    voices: [{ side: first, values, at: said }, ...second],
  };
}
