import { nameKey } from '#core/member/member.ts';

/** 利益关系: why an expert should not read an application. */
export const tieKinds = {
  unit: '所在单位',
  project: '参与过的项目',
  person: '与相关人员的关系',
  other: '其他',
} as const;
export type TieKind = keyof typeof tieKinds;

/** An applicant by every name that stands for it: consortium, park, lead units, members. */
export type TiedApplicant = { id: string; names: readonly string[] };
export type TiedExpert = { id: string; employer: string; past: readonly string[] };

export type FoundTie = { applicationId: string; expertId: string; kind: 'unit' | 'project'; because: string };

/** Shorter names stand in too many others to say anything there. */
const shortestWithin = 4;
const mostNamed = 3;

/**
 * Ties that nobody declared but the directory tells: the expert's employer is a unit of the applicant, or its past work names one. Names are
 * compared without white space, width, case, remarks in brackets and legal form. One for each expert, application and kind.
 */
export function findTies(experts: readonly TiedExpert[], applicants: readonly TiedApplicant[]): readonly FoundTie[] {
  const known = knownNames(applicants);
  return experts.flatMap((expert) => [
    ...tiesIn(known, expert.id, 'unit', [expert.employer], (name, text) => `所在单位“${text}”与其单位“${name}”相同`),
    ...tiesIn(known, expert.id, 'project', expert.past, (name, text) => `经历“${text}”涉及其单位“${name}”`),
  ]);
}

type KnownNames = { byKey: ReadonlyMap<string, readonly { id: string; name: string }[]>; lengths: readonly number[] };

function knownNames(applicants: readonly TiedApplicant[]): KnownNames {
  const byKey = new Map<string, { id: string; name: string }[]>();
  for (const { id, names } of applicants)
    for (const name of names) {
      const key = unitKey(name);
      if (key.length < 2) continue;
      const same = byKey.get(key) ?? [];
      if (!same.some((each) => each.id === id)) same.push({ id, name });
      byKey.set(key, same);
    }
  return { byKey, lengths: [...new Set([...byKey.keys()].map((key) => key.length))] };
}

function tiesIn(
  known: KnownNames,
  expertId: string,
  kind: FoundTie['kind'],
  texts: readonly string[],
  say: (name: string, text: string) => string,
): readonly FoundTie[] {
  const reasons = new Map<string, string[]>();
  for (const text of texts)
    for (const { id, name } of namesIn(known, unitKey(text)))
      reasons.set(id, [...(reasons.get(id) ?? []), say(name, text)]);
  return [...reasons].map(([applicationId, because]) => ({
    applicationId,
    expertId,
    kind,
    because: [...new Set(because)].slice(0, mostNamed).join('；'),
  }));
}

/** Known names that are the text or stand in it. */
function namesIn({ byKey, lengths }: KnownNames, text: string): readonly { id: string; name: string }[] {
  const found: { id: string; name: string }[] = [];
  for (const length of lengths) {
    const isWhole = length === text.length;
    if (length > text.length || (length < shortestWithin && !isWhole)) continue;
    for (let at = 0; at + length <= text.length; at++) found.push(...(byKey.get(text.slice(at, at + length)) ?? []));
  }
  return found;
}

/** A unit's name as it is compared. */
export function unitKey(name: string): string {
  return nameKey(name)
    .replace(/[(（【[][^)）】\]]*[)）】\]]/g, '')
    .replace(/(股份有限公司|有限责任公司|有限公司)$/, '');
}
