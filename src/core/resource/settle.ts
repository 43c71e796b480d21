/** A use that one member pays another for; `amount` in fen. */
export type Use = { payerId: string; hostId: string; minutes: number; amount: bigint };

export type Settlement = {
  /** What one member owes another for all uses, the largest first. */
  pairs: readonly { payerId: string; hostId: string; uses: number; minutes: number; amount: bigint }[];
  /** What each member pays and gets; `net` is what it gets in the end, negative where it pays. Their sum is nothing. */
  members: readonly { memberId: string; pays: bigint; gets: bigint; net: bigint }[];
};

/** A period's uses, added up. A member owes itself nothing. */
export function settle(uses: readonly Use[]): Settlement {
  const between = uses.filter(({ payerId, hostId }) => payerId !== hostId);
  const pairs = [...Map.groupBy(between, ({ payerId, hostId }) => `${payerId} ${hostId}`).values()].flatMap(
    ([first, ...rest]) =>
      first
        ? {
            payerId: first.payerId,
            hostId: first.hostId,
            uses: rest.length + 1,
            minutes: rest.reduce((sum, { minutes }) => sum + minutes, first.minutes),
            amount: rest.reduce((sum, { amount }) => sum + amount, first.amount),
          }
        : [],
  );
  const memberIds = [...new Set(pairs.flatMap(({ payerId, hostId }) => [payerId, hostId]))];
  const sumOf = (side: 'payerId' | 'hostId', memberId: string) =>
    pairs.reduce((sum, pair) => (pair[side] === memberId ? sum + pair.amount : sum), 0n);
  const members = memberIds.map((memberId) => {
    const [pays, gets] = [sumOf('payerId', memberId), sumOf('hostId', memberId)];
    return { memberId, pays, gets, net: gets - pays };
  });
  return { pairs: pairs.sort((one, other) => (one.amount < other.amount ? 1 : -1)), members };
}

/** Used time of the open time in percent with two decimals, a half rounded up; null where it was never open. */
export function useRate(usedMinutes: number, openMinutes: number): string | null {
  if (openMinutes === 0) return null;
  const [used, open] = [BigInt(usedMinutes), BigInt(openMinutes)];
  const hundredths = (used * 20_000n + open) / (open * 2n);
  return `${hundredths / 100n}.${String(hundredths % 100n).padStart(2, '0')}`;
}

/** Hours of whole minutes with two decimals, a half rounded up. */
export function hoursText(minutes: number): string {
  const hundredths = (BigInt(minutes) * 100n + 30n) / 60n;
  return `${hundredths / 100n}.${String(hundredths % 100n).padStart(2, '0')}`;
}
