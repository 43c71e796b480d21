/** Numbers that look drawn by chance and are the same each time: what is drawn is told by the seed and the order of drawing alone. */
export type Random = {
  /** From 0, below 1. */
  next: () => number;
  /** A whole number, both ends included. */
  whole: (from: number, to: number) => number;
  /** Throws `RangeError` where there is nothing to pick from. */
  pick: <T>(from: readonly T[]) => T;
  /** Different ones, in the order drawn; all of them where there are fewer. */
  some: <T>(from: readonly T[], count: number) => readonly T[];
  chance: (share: number) => boolean;
};

/** The generator mulberry32 (Tommy Ettinger, public domain). */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const whole = (from: number, to: number) => from + Math.floor(next() * (to - from + 1));
  return {
    next,
    whole,
    pick: (from) => {
      const picked = from[whole(0, from.length - 1)];
      if (picked === undefined) throw new RangeError('nothing to pick from');
      return picked;
    },
    some: (from, count) => {
      const left = [...from];
      return Array.from({ length: Math.min(count, from.length) }, () =>
        left.splice(whole(0, left.length - 1), 1),
      ).flat();
    },
    chance: (share) => next() < share,
  };
}
