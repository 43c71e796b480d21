/**
 * Who wishes what and who ranks whom, by place in the lists of students and positions. The wishes of student `s`, the dearest first, stand in `wishes` from
 * `wishStart[s]` up to `wishStart[s + 1]`; the ranking of position `p`, the best first, in `ranking` from `rankingStart[p]` up to `rankingStart[p + 1]`.
 */
export type Market = {
  wishStart: Uint32Array;
  wishes: Uint32Array;
  quotas: Uint32Array;
  rankingStart: Uint32Array;
  ranking: Uint32Array;
};

/** What makes two lists no market: where it stands, as `students[3].wishes[2]`, and the id that stands there. */
export type MarketFault = { kind: 'twice' | 'unknown'; place: string; id: number };

/** Takes a market as it is read: ids as numbers, each the same wherever it stands, whether its list has come to it yet or not. */
export type MarketBuilder = {
  wish: (position: number) => void;
  /** The student whose wishes were told since the last one. */
  student: (id: number) => void;
  ranked: (student: number) => void;
  /** The position whose ranking was told since the last one. */
  position: (id: number, quota: number) => void;
  /** The market; a fault where an id stands twice in one list, or stands in a wish or a ranking only. */
  finish: () => Market | MarketFault;
};

export function buildMarket(): MarketBuilder {
  const [students, positions, quotas] = [growing(), growing(), growing()];
  const [wishes, wishStart] = [growing(), growing()];
  const [ranking, rankingStart] = [growing(), growing()];
  wishStart.add(0);
  rankingStart.add(0);
  return {
    wish: wishes.add,
    student: (id) => {
      students.add(id);
      wishStart.add(wishes.size());
    },
    ranked: ranking.add,
    position: (id, quota) => {
      positions.add(id);
      quotas.add(quota);
      rankingStart.add(ranking.size());
    },
    finish: () => {
      const [studentOf, positionOf] = [placesOf(students.all(), 'students'), placesOf(positions.all(), 'positions')];
      if ('kind' in studentOf) return studentOf;
      if ('kind' in positionOf) return positionOf;
      const market = {
        wishStart: wishStart.all(),
        wishes: wishes.all(),
        quotas: quotas.all(),
        rankingStart: rankingStart.all(),
        ranking: ranking.all(),
      };
      return (
        settle(market.wishes, market.wishStart, positionOf, (row, at) => `students[${row}].wishes[${at}]`) ??
        settle(market.ranking, market.rankingStart, studentOf, (row, at) => `positions[${row}].ranking[${at}]`) ??
        market
      );
    },
  };
}

/** By id: its place in the list, plus one. */
function placesOf(ids: Uint32Array, list: string): Uint32Array | MarketFault {
  const places = new Uint32Array(ids.reduce((most, id) => Math.max(most, id), -1) + 1);
  for (const [at, id] of ids.entries()) {
    if (places[id]) return { kind: 'twice', place: `${list}[${at}].id`, id };
    places[id] = at + 1;
  }
  return places;
}

/** Puts places for ids, in the rows that begin at `start`; the first fault, if there is one. */
function settle(
  ids: Uint32Array,
  start: Uint32Array,
  places: Uint32Array,
  name: (row: number, at: number) => string,
): MarketFault | undefined {
  const lastRow = new Uint32Array(places.length);
  for (let row = 0; row + 1 < start.length; row++) {
    const [from = 0, to = 0] = [start[row], start[row + 1]];
    for (let at = from; at < to; at++) {
      const id = ids[at] ?? 0;
      const place = places[id];
      if (!place) return { kind: 'unknown', place: name(row, at - from), id };
      if (lastRow[place - 1] === row + 1) return { kind: 'twice', place: name(row, at - from), id };
      lastRow[place - 1] = row + 1;
      ids[at] = place - 1;
    }
  }
  return undefined;
}

/** Numbers in a block that doubles where it is full. */
function growing() {
  let block = new Uint32Array(1024);
  let size = 0;
  return {
    add: (value: number) => {
      if (size === block.length) {
        const wider = new Uint32Array(size * 2);
        wider.set(block);
        block = wider;
      }
      block[size++] = value;
    },
    size: () => size,
    all: () => block.subarray(0, size),
  };
}
