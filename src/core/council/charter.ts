import type { Threshold } from './threshold.ts';

/** What a charter says that the program must know, as data. `party` and `kind` are ids of the pack's `council`. */
export type CharterRules = {
  /** How many seats each party has, and how many of them must be there, where the charter asks for it. */
  parties: readonly { party: string; seats: number; quorum: Threshold | null }[];
  /** How many of all seats that are held must be there. */
  quorum: Threshold;
  majorities: readonly CharterMajority[];
  /** Days between the call and the meeting. */
  noticeDays: number;
  /** How many others one person may speak and vote for; 0 where nobody may. */
  mostProxies: number;
  /** Whether a seat that is there by proxy counts for the quorum. */
  doProxiesCount: boolean;
  termYears: number;
};

/** The votes in favour that carry a motion of this kind: of those present (with the proxies they hold), or of all seats that are held. */
export type CharterMajority = { kind: string; of: 'present' | 'all'; threshold: Threshold };

export type CharterVersion = { version: number; inForceFrom: string };

/** The version in force on a day `YYYY-MM-DD`: of those that had begun by then, the latest. None before the first. */
export function charterOn<T extends CharterVersion>(versions: readonly T[], day: string): T | undefined {
  return versions
    .filter(({ inForceFrom }) => inForceFrom <= day)
    .reduce<T | undefined>((latest, one) => (latest && latest.version > one.version ? latest : one), undefined);
}

/** The majority that a motion of a kind needs; what the charter does not name is carried by the kind it names first. */
export function majorityFor({ majorities }: CharterRules, kind: string): CharterMajority | undefined {
  return majorities.find((one) => one.kind === kind) ?? majorities[0];
}

export type CharterFault =
  | 'no-seats'
  | 'quorum-out-of-reach'
  | 'share-impossible'
  | 'unknown-party'
  | 'unknown-kind'
  | 'repeated';

/** What is wrong with a charter's rules, before anybody is bound by them: each fault with the party or kind at fault, empty for the whole. */
export function charterFaults(
  rules: CharterRules,
  known: { parties: readonly string[]; kinds: readonly string[] },
): { code: CharterFault; at: string }[] {
  const parties = rules.parties.map(({ party }) => party);
  const kinds = rules.majorities.map(({ kind }) => kind);
  const seats = rules.parties.reduce((sum, party) => sum + party.seats, 0);
  const faults: { code: CharterFault; at: string }[] = [];
  if (seats === 0) faults.push({ code: 'no-seats', at: '' });
  for (const party of parties) if (!known.parties.includes(party)) faults.push({ code: 'unknown-party', at: party });
  for (const kind of kinds) if (!known.kinds.includes(kind)) faults.push({ code: 'unknown-kind', at: kind });
  for (const one of [...repeated(parties), ...repeated(kinds)]) faults.push({ code: 'repeated', at: one });
  for (const { party, seats: own, quorum } of rules.parties)
    if (quorum) faults.push(...thresholdFaults(quorum, own).map((code) => ({ code, at: party })));
  faults.push(...thresholdFaults(rules.quorum, seats).map((code) => ({ code, at: '' })));
  for (const { kind, threshold } of rules.majorities)
    faults.push(...thresholdFaults(threshold, seats).map((code) => ({ code, at: kind })));
  return faults;
}

function thresholdFaults(threshold: Threshold, whole: number): CharterFault[] {
  if ('count' in threshold) return threshold.count > whole ? ['quorum-out-of-reach'] : [];
  const { part, of } = threshold;
  return of < 1 || part < 0 || part > of || (threshold.isExceeded && part === of) ? ['share-impossible'] : [];
}

function repeated(names: readonly string[]): string[] {
  return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];
}
