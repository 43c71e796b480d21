/** Syllables that together name no city: the test holds them against the national list of divisions. */
const cityHeads = '霁岚霖澄瑶煦棠槿芷珩琅璟';
const parkTails = '禾帆岳澜恒煜峰拓衡翎筑驰';
/** One set for each 96 places. */
const sets = [
  { cityTails: '泽浦渡洲原港屏桥', parkHeads: '启腾朗翊嘉景凌擎' },
  { cityTails: '汀埠川陂坪岫垣湖', parkHeads: '泓骏昱晟瀚铭睿昭' },
];

const each = 96;

/** Marks what exists nowhere. */
export function fictional(name: string): string {
  return `${name}（虚构）`;
}

export type Place = { city: string; park: string };

/** The city and the park of a consortium, by its number from 0: no two share either. Throws `RangeError` beyond 192. */
export function placeOf(number: number): Place {
  const set = sets[Math.floor(number / each)];
  if (!set) throw new RangeError(`there are names for ${each * sets.length} places only`);
  const { cityTails, parkHeads } = set;
  // Neighbours sound different: 7 and 5 have no factor in common with 96.
  const city = (number * 7) % each;
  const park = (number * 5) % each;
  return {
    city: at(cityHeads, city % cityHeads.length) + at(cityTails, Math.floor(city / cityHeads.length)),
    park: at(parkHeads, park % parkHeads.length) + at(parkTails, Math.floor(park / parkHeads.length)),
  };
}

function at(syllables: string, index: number): string {
  return syllables[index] ?? '';
}
