import { type EntryValues, identityOf } from '#core/ledger/entry.ts';
import { kindOf } from '#core/ledger/kind.ts';
import { ledgerBook } from '#server/ledger/ledger-book.ts';
import type { Cast } from './cast.ts';
import { fictionalPerson } from './fictional-codes.ts';
import type { Random } from './random.ts';
import { splitTotal } from './split-total.ts';
import type { Targets } from './targets.ts';
import type { Theme } from './themes.ts';

/** An event of the example before anyone has spoken of it. `year` is when it began. */
export type ExampleEvent = { kind: string; year: number; values: EntryValues };

/** What makers of events work with: who is there, what figures are to come out, and a place to put events. */
export type Scene = {
  cast: Cast;
  theme: Theme;
  random: Random;
  targets: Targets;
  years: readonly number[];
  /** How many times coarser than life events are: fewer of them, each larger. */
  grain: number;
  /** Puts an event in, unless one of that identity is there. True where it was put in. */
  add: (kind: string, year: number, values: EntryValues) => boolean;
  /** The next number of this consortium, for names and numbers that are to be different. */
  serial: () => number;
  /** A person who belongs to these members: the same few for the same members. */
  personOf: (...members: readonly string[]) => string;
  majorOf: (school: string) => string;
};

export function openScene(setting: Omit<Scene, 'add' | 'serial' | 'personOf' | 'majorOf'>): {
  scene: Scene;
  events: readonly ExampleEvent[];
} {
  const events: ExampleEvent[] = [];
  const taken = new Set<string>();
  const people = new Map<string, number>();
  let serials = 0;
  let persons = setting.cast.consortium * 5000;
  const scene: Scene = {
    ...setting,
    add: (kind, year, values) => {
      const key = `${kind} ${identityOf(kindOf(ledgerBook(), kind), values)}`;
      if (taken.has(key)) return false;
      taken.add(key);
      events.push({ kind, year, values });
      return true;
    },
    serial: () => ++serials,
    personOf: (...members) => {
      const key = `${members.join(' ')} ${setting.random.whole(1, 3)}`;
      const known = people.get(key) ?? persons++;
      people.set(key, known);
      return fictionalPerson(known);
    },
    majorOf: (school) => setting.random.pick(setting.theme.majors[setting.cast.categoryOf(school) ?? ''] ?? []),
  };
  return { scene, events };
}

/** A day of that year, well inside it. */
export function dayIn({ random }: Scene, year: number): string {
  return dayOf(year, random.whole(1, 12), random.whole(3, 26));
}

export function dayOf(year: number, month: number, day: number): string {
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

export function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** Puts in as many events of each year as the figure is to count. `make` is asked again where its event is there already. */
export function countOut(
  { targets, years, add }: Scene,
  { kind, figure }: { kind: string; figure: string },
  make: (year: number, at: number) => EntryValues,
): void {
  for (const year of years)
    for (let at = 0; at < targets.of(figure, year); at++) until(() => add(kind, year, make(year, at)));
}

/**
 * Puts in what stands at the end of each year: as many as the figure is to count, begun when they were needed — those of the first year up to four years
 * before — and ended, the oldest first, where there are to be fewer.
 */
export function standOut(
  scene: Scene,
  { kind, figure }: { kind: string; figure: string },
  make: (span: { begun: string; ended?: string }) => EntryValues,
): void {
  const spans: { begun: string; ended?: string }[] = [];
  for (const [at, year] of scene.years.entries()) {
    const standing = spans.filter(({ ended }) => ended === undefined);
    const missing = scene.targets.of(figure, year) - standing.length;
    for (const span of standing.slice(0, Math.max(0, -missing))) span.ended = dayOf(year, 6, 30);
    for (let more = 0; more < missing; more++)
      spans.push({ begun: dayIn(scene, at === 0 ? scene.random.whole(year - 4, year) : year) });
  }
  for (const span of spans)
    until(() => scene.add(kind, Math.max(scene.years[0] ?? 0, Number(span.begun.slice(0, 4))), make(span)));
}

/** Splits each year's figure into events of about `size` (times the scene's grain). */
export function sumOut(
  { random, targets, years, grain, add }: Scene,
  { kind, figure, size }: { kind: string; figure: string; size: number },
  make: (year: number, part: number, at: number) => EntryValues,
): void {
  for (const year of years) {
    const total = targets.of(figure, year);
    for (const [at, part] of splitTotal(random, total, Math.ceil(total / (size * grain))).entries())
      until(() => add(kind, year, make(year, part, at)));
  }
}

const tries = 200;

/** Draws again until it fits. Throws where chance will not do: a scene too small for its figures. */
export function until(draw: () => boolean): void {
  for (let attempt = 0; attempt < tries; attempt++) if (draw()) return;
  throw new Error('no event of its own could be drawn');
}
