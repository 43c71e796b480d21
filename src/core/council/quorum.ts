import type { CharterRules } from './charter.ts';
import { fewest } from './threshold.ts';

/** A seat of a meeting at one moment. */
export type SeatPresence = {
  seatId: string;
  party: string;
  /** False once the term has ended: such a seat is not held, and counts nowhere. */
  inTerm: boolean;
  present: boolean;
  /** The seat that speaks for this one while it is away. */
  proxyTo: string | null;
};

/** Seats that are held, how many of them are there in person and by proxy, and how many must be. */
export type Attendance = { seats: number; present: number; byProxy: number; needed: number; isReached: boolean };
export type Quorum = Attendance & { parties: (Attendance & { party: string })[] };

/**
 * Whether enough seats are there, in all and of each party. Whoever leaves no longer counts, nor do those whose proxy goes with it; a holder who
 * comes counts in person, whatever proxy was given.
 */
export function quorumOf(rules: CharterRules, seats: readonly SeatPresence[]): Quorum {
  const held = seats.filter(({ inTerm }) => inTerm);
  const spoken = spokenFor(rules, held);
  const attendance = (those: readonly SeatPresence[], needed: number): Attendance => {
    const present = those.filter((seat) => seat.present).length;
    const byProxy = those.filter(({ seatId }) => spoken.has(seatId)).length;
    return {
      seats: those.length,
      present,
      byProxy,
      needed,
      isReached: present + (rules.doProxiesCount ? byProxy : 0) >= needed,
    };
  };
  const parties = rules.parties.map(({ party, quorum }) => {
    const own = held.filter((seat) => seat.party === party);
    return { party, ...attendance(own, quorum ? fewest(quorum, own.length) : 0) };
  });
  // A council without anybody in it decides nothing, whatever share of nobody is there.
  const all = attendance(held, Math.max(1, fewest(rules.quorum, held.length)));
  return { ...all, parties, isReached: all.isReached && parties.every(({ isReached }) => isReached) };
}

/**
 * The absent seats that somebody present speaks for, each with that seat. Of more proxies than the charter allows one person, the first by the
 * order of `seats` count.
 */
export function spokenFor(rules: CharterRules, seats: readonly SeatPresence[]): ReadonlyMap<string, string> {
  const present = new Set(seats.filter((seat) => seat.present && seat.inTerm).map(({ seatId }) => seatId));
  const held = new Map<string, number>();
  const spoken = new Map<string, string>();
  for (const { seatId, proxyTo, present: isPresent, inTerm } of seats) {
    if (isPresent || !inTerm || proxyTo === null || !present.has(proxyTo)) continue;
    const count = held.get(proxyTo) ?? 0;
    if (count >= rules.mostProxies) continue;
    held.set(proxyTo, count + 1);
    spoken.set(seatId, proxyTo);
  }
  return spoken;
}
