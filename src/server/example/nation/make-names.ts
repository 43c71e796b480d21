/** Syllables that together name no city: the test holds them against the national list of divisions. */
const cityHeads = '霁岚霖澄瑶煦棠槿芷珩琅璟';
const cityTails = '泽浦渡洲原港屏桥';
const parkHeads = '启腾朗翊嘉景凌擎';
const parkTails = '禾帆岳澜恒煜峰拓衡翎筑驰';

const most = cityHeads.length * cityTails.length;

/** Marks what exists nowhere. */
export function fictional(name: string): string {
  return `${name}（虚构）`;
}

export type Place = { city: string; park: string };

/** The city and the park of a consortium, by its number from 0: no two share either. Throws `RangeError` beyond 96. */
export function placeOf(number: number): Place {
  if (number >= most) throw new RangeError(`there are names for ${most} places only`);
  // Neighbours sound different: 7 and 5 have no factor in common with 96.
  const city = (number * 7) % most;
  const park = (number * 5) % most;
  return {
    city: at(cityHeads, city % cityHeads.length) + at(cityTails, Math.floor(city / cityHeads.length)),
    park: at(parkHeads, park % parkHeads.length) + at(parkTails, Math.floor(park / parkHeads.length)),
  };
}

function at(syllables: string, index: number): string {
  return syllables[index] ?? '';
}
