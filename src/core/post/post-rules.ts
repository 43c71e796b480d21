import type { LedgerBook } from '#core/ledger/kind.ts';

/** How fixed and mobile posts are kept: their kinds, and what an appointment to one of them is in the ledgers. */
export type PostRules = {
  /** As the ledgers' choice of the same name says it. */
  kinds: readonly string[];
  /** Kinds of the ledgers for somebody whom a school takes from an enterprise, and from another school. */
  ledgers: { enterprise: string; school: string };
  because: string;
};

type Appointment = {
  kind: string;
  course: string;
  name: string;
  hours: string;
  fromDay: string;
  /** The day on which it ended before its term; null where it did not. */
  endedOn: string | null;
  host: { id: string; category: string };
  from: { id: string; category: string };
};

/**
 * What the ledgers say of an appointment: a teacher from an enterprise, or from another school; nothing of one that is no teacher, such as where the
 * post is no school's or there is no course.
 */
export function entryOfAppointment(
  { ledgers }: PostRules,
  { memberClasses }: Pick<LedgerBook, 'memberClasses'>,
  { kind, course, name, hours, fromDay, endedOn, host, from }: Appointment,
): { kind: string; values: Readonly<Record<string, string>> } | null {
  const isOf = (name: string, category: string) => memberClasses[name]?.includes(category) === true;
  if (course === '' || !isOf('school', host.category) || host.id === from.id) return null;
  const values = {
    school: host.id,
    person: name,
    course,
    hours,
    startedOn: fromDay,
    ...(endedOn === null ? {} : { endedOn }),
  };
  if (isOf('enterprise', from.category))
    return { kind: ledgers.enterprise, values: { ...values, enterprise: from.id, post: kind } };
  return isOf('school', from.category) ? { kind: ledgers.school, values: { ...values, homeSchool: from.id } } : null;
}
