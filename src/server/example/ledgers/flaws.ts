import type { EntryValue, EntryValues } from '#core/ledger/entry.ts';
import { kindOf, type LedgerKind } from '#core/ledger/kind.ts';
import { ledgerBook } from '#server/ledger/ledger-book.ts';
import type { LedgerPlan } from './ledger-plans.ts';
import { dayAfter, dayOf, type ExampleEvent } from './scene.ts';

/**
 * The same event as another side remembers it: one number or day that is not part of its identity is different. None where the kind has no such field.
 */
export function disputedValues(kind: LedgerKind, values: EntryValues): EntryValues | undefined {
  const part = kind.within?.map(([lower]) => lower) ?? [];
  for (const [id, field] of Object.entries(kind.fields)) {
    const value = values[id];
    if (kind.identity.includes(id) || value === undefined || part.includes(id)) continue;
    if (field.type === 'count' && typeof value === 'number') return { ...values, [id]: value + 3 };
    if (field.type === 'decimal') return { ...values, [id]: String(Math.floor(Number(value)) + 2) };
    if (field.type === 'day' && typeof value === 'string') return { ...values, [id]: dayAfter(value, 14) };
  }
  return undefined;
}

/** How one event comes to be written twice: a mark more in a name, a day later, another kind of one certificate, one person in two places. */
type Twin = { kind: string; twist: (values: EntryValues, others: readonly string[]) => EntryValues };

const twins: readonly Twin[] = [
  { kind: 'co-built-course', twist: (values) => ({ ...values, name: retyped(values.name) }) },
  { kind: 'training-base', twist: (values) => ({ ...values, name: retyped(values.name) }) },
  { kind: 'technology-project', twist: (values) => ({ ...values, title: retyped(values.title) }) },
  { kind: 'student-development', twist: (values) => ({ ...values, heldOn: later(values.heldOn) }) },
  { kind: 'employee-training', twist: (values) => ({ ...values, startedOn: later(values.startedOn) }) },
  {
    kind: 'research-result',
    twist: (values) => ({ ...values, kind: values.kind === '发明专利' ? '实用新型专利' : '发明专利' }),
  },
  {
    kind: 'enterprise-teacher',
    twist: (values, schools) => ({ ...values, school: schools.find((id) => id !== values.school) ?? '' }),
  },
];

const retyped = (value: EntryValue | undefined) => String(value).replace('（', '-').replace('）', '');
const later = (value: EntryValue | undefined) => dayAfter(String(value), 1);

/** Second records of events that are there: for each way of writing twice, as many as asked for. */
export function twinsOf(
  events: readonly ExampleEvent[],
  schools: readonly string[],
  { twins: each, flawsFrom }: Pick<LedgerPlan, 'twins' | 'flawsFrom'>,
): readonly ExampleEvent[] {
  return twins.flatMap(({ kind, twist }) =>
    events
      .filter((event) => event.kind === kind && event.year >= flawsFrom)
      .slice(0, each)
      .map((event) => ({ ...event, values: twist(event.values, schools) })),
  );
}

/** The member whose record an event is. */
export function reporterOf({ kind, values }: ExampleEvent): string | undefined {
  const { reporter } = kindOf(ledgerBook(), kind);
  const value = reporter === undefined ? undefined : values[reporter];
  return typeof value === 'string' ? value : undefined;
}

/** What a member who has said nothing of a year has said of an event before: nothing where it began in that year, else that it ended. */
export function endedBefore(event: ExampleEvent, year: number): readonly ExampleEvent[] {
  if (event.year >= year) return [];
  const { years } = kindOf(ledgerBook(), event.kind);
  if (years.rule === 'on' || years.rule === 'year') return [event];
  const end = years.rule === 'inForce' ? dayOf(year, 1, 1) : dayOf(year - 1, 12, 31);
  const before = event.values[years.to];
  return [before !== undefined && before < end ? event : { ...event, values: { ...event.values, [years.to]: end } }];
}
