import { kindOf } from '#core/ledger/kind.ts';
import { type Cast, castOf } from '#server/example/ledgers/cast.ts';
import { funds } from '#server/example/ledgers/council-events.ts';
import { developmentEvents } from '#server/example/ledgers/development-events.ts';
import { seededRandom } from '#server/example/ledgers/random.ts';
import { resourceEvents, resultEvents } from '#server/example/ledgers/resource-events.ts';
import { dayOf, type ExampleEvent, openScene, type Scene } from '#server/example/ledgers/scene.ts';
import type { ExampleEntry } from '#server/example/ledgers/speak.ts';
import { speak } from '#server/example/ledgers/speak.ts';
import { teacherEvents } from '#server/example/ledgers/teacher-events.ts';
import { type Theme, themeOf } from '#server/example/ledgers/themes.ts';
import { trainingEvents } from '#server/example/ledgers/training-events.ts';
import { enterpriseYears } from '#server/example/ledgers/unit-events.ts';
import { industries } from '#server/example/nation/industries.ts';
import { ledgerBook } from '#server/ledger/ledger-book.ts';
import { monitoredYears } from './make-course.ts';
import type { MonitoredConsortium } from './make-monitored.ts';

/** The last day of which the example's ledgers tell anything. */
const lastDay = '2026-10-31';
const seed = 310_000;
/** Who of the members the entries are about: as many as make each figure plausible, and no more to load. */
const active = {
  enterprise: 3,
  secondaryVocational: 2,
  higherVocational: 1,
  university: 1,
  researchInstitute: 1,
  other: 1,
};
const grain = 60;
/** Who has an own number keeps it from the four of the example province. */
export const afterProvince = 100;

/** The entries of one consortium, 2022 to October 2026: the same values to the byte wherever and whenever they are made. */
export function makeMonitoredLedger(consortium: MonitoredConsortium): readonly ExampleEntry[] {
  const { number, story, course, directory } = consortium;
  const random = seededRandom(seed + number);
  const cast = activeCast(consortium);
  const { scene, events } = openScene({
    cast,
    theme: themeFor(number),
    random,
    targets: course,
    years: monitoredYears,
    grain,
  });
  for (const make of [resourceEvents, teacherEvents, trainingEvents, resultEvents, developmentEvents, yearlyEvents])
    make(scene);
  const plan = { silent: story.silent, disputed: story.disputed, flawsFrom: monitoredYears[1] };
  const all = castOf(afterProvince + number, directory);
  return events.filter(isOver).map((event, at) => speak(event, at, plan, random, all));
}

function yearlyEvents(scene: Scene): void {
  for (const year of scene.years) {
    enterpriseYears(scene, year);
    funds(scene, year);
  }
}

function activeCast({ number, directory }: MonitoredConsortium): Cast {
  const some = Object.entries(active).flatMap(([category, count]) =>
    directory.filter((one) => one.category === category).slice(0, count),
  );
  return castOf(afterProvince + number, some);
}

/** The words of its industry, the codes of the nearest lists that the example has. */
function themeFor(number: number): Theme {
  const industry = industries[number % industries.length];
  const codes = themeOf(number % industries.length);
  return industry
    ? { ...codes, subjects: industry.subjects, products: industry.products, positions: industry.positions }
    : codes;
}

/** Whether it has happened by the last day; what only has a year was told in it. */
function isOver({ kind, year, values }: ExampleEvent): boolean {
  const { years } = kindOf(ledgerBook(), kind);
  if (years.rule === 'year') return true;
  const day = values[years.rule === 'on' ? years.day : years.from];
  return typeof day === 'string' ? day <= lastDay : dayOf(year, 1, 1) <= lastDay;
}
