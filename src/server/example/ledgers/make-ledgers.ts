import type { ExampleForm } from '#server/example/example-forms.ts';
import type { ExampleMember } from '#server/example/example-members.ts';
import { type Cast, castOf } from './cast.ts';
import { councilEvents, incidentEvents } from './council-events.ts';
import { developmentEvents } from './development-events.ts';
import { endedBefore, reporterOf, twinsOf } from './flaws.ts';
import { type LedgerPlan, ledgerPlans } from './ledger-plans.ts';
import { seededRandom } from './random.ts';
import { resourceEvents, resultEvents } from './resource-events.ts';
import { type ExampleEvent, openScene } from './scene.ts';
import { type ExampleEntry, speak } from './speak.ts';
import { exampleYears, targetsOf } from './targets.ts';
import { teacherEvents } from './teacher-events.ts';
import { themeOf } from './themes.ts';
import { trainingEvents } from './training-events.ts';
import { unitEvents } from './unit-events.ts';

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
