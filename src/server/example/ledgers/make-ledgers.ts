import { type EntryValues, sidesOf } from '#core/ledger/entry.ts';
import { secretariat } from '#core/ledger/join-voices.ts';
import { kindOf } from '#core/ledger/kind.ts';
import type { ExampleForm } from '#server/example/example-forms.ts';
import type { ExampleMember } from '#server/example/example-members.ts';
import { ledgerBook } from '#server/ledger/ledger-book.ts';
import { type Cast, castOf } from './cast.ts';
import { councilEvents, incidentEvents } from './council-events.ts';
import { developmentEvents } from './development-events.ts';
import { exampleId } from './example-id.ts';
import { disputedValues, endedBefore, reporterOf, twinsOf } from './flaws.ts';
import { type LedgerPlan, ledgerPlans } from './ledger-plans.ts';
import { type Random, seededRandom } from './random.ts';
import { resourceEvents, resultEvents } from './resource-events.ts';
import { dayOf, type ExampleEvent, openScene } from './scene.ts';
import { exampleYears, targetsOf } from './targets.ts';
import { teacherEvents } from './teacher-events.ts';
import { themeOf } from './themes.ts';
import { trainingEvents } from './training-events.ts';
import { unitEvents } from './unit-events.ts';

/** An entry of the example with what each side says of it. `at` is a moment, ISO 8601. */
export type ExampleEntry = {
  id: string;
  kind: string;
  year: number;
  voices: readonly { side: string; values: EntryValues; at: string }[];
};

const seed = 20230420;

/**
 * The entries of each example consortium: the same values to the byte wherever and whenever they are made. All of it is made up; the first consortium's
 * figures of 2022 are those of its form.
 */
export function makeLedgers(
  forms: readonly ExampleForm[],
  members: readonly (readonly ExampleMember[])[],
  size: 'small' | 'full',
): readonly (readonly ExampleEntry[])[] {
  return ledgerPlans(size).map((plan, consortium) => {
    const random = seededRandom(seed + consortium);
    const cast = castOf(consortium, members[consortium] ?? []);
    const answers = forms[plan.figuresOf ?? consortium]?.answers ?? {};
    const { scene, events } = openScene({
      cast,
      theme: themeOf(consortium),
      random,
      targets: targetsOf(answers, plan),
      years: plan.years,
      grain: plan.grain,
    });
    for (const make of [
      resourceEvents,
      teacherEvents,
      trainingEvents,
      resultEvents,
      developmentEvents,
      unitEvents,
      councilEvents,
    ])
      make(scene);
    incidentEvents(scene, plan.incidents ?? 0);
    const kept = keepPlanned(events, plan, cast);
    return [...kept, ...twinsOf(kept, cast.schools, plan)].map((event, at) => speak(event, at, plan, random, cast));
  });
}

function keepPlanned(
  events: readonly ExampleEvent[],
  { only, without, late }: LedgerPlan,
  { schools, enterprises }: Cast,
): readonly ExampleEvent[] {
  // Every third of the late is a school.
  const lateSchools = Math.floor(late / 3);
  const absent = new Set([...lastOf(schools, lateSchools), ...lastOf(enterprises, late - lateSchools)]);
  return events
    .filter(({ kind }) => (!only || only.includes(kind)) && !without?.includes(kind))
    .flatMap((event) => (absent.has(reporterOf(event) ?? '') ? endedBefore(event, lastYear) : [event]));
}

const lastYear = exampleYears[exampleYears.length - 1] ?? 0;
const lastOf = (members: readonly string[], count: number) => members.slice(members.length - count);

/** Who says what of an event: all sides the same; or one is silent; or, rarely, they differ. */
function speak(event: ExampleEvent, at: number, plan: LedgerPlan, random: Random, cast: Cast): ExampleEntry {
  const { values, year } = event;
  const kind = kindOf(ledgerBook(), event.kind);
  const { reporter, counterparts } = sidesOf(kind, values);
  const first = reporter ?? secretariat;
  const others = counterparts.length > 0 ? counterparts : reporter ? [secretariat] : [];
  const said = new Date(`${dayOf(Math.max(year, exampleYears[0]), 12, 1 + (at % 24))}T09:00:00+08:00`).toISOString();
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
