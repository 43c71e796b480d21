import { fictionalPerson } from '#server/example/ledgers/fictional-codes.ts';
import { type Random, seededRandom } from '#server/example/ledgers/random.ts';
import { industries } from './industries.ts';
import type { NationConsortium } from './make-consortium.ts';
import { fictional } from './make-names.ts';

export type NationExpert = {
  /** From 0. */
  number: number;
  name: string;
  /** The provincial unit's name. */
  province: string;
  employer: string;
  fields: readonly string[];
  /** Consortia and units that the expert worked for. */
  past: readonly string[];
  load: number;
  /** Consortia, by number, for which the expert declares a conflict. */
  declares: readonly number[];
  /** Points out of a hundred that the expert gives more or less than others do for the same. */
  leniency: number;
};

type Around = { provinces: readonly string[]; consortia: readonly NationConsortium[] };

const employers = ['职业教育研究院', '师范大学', '职业技术大学', '教育科学研究所', '产业发展研究中心', '工业大学'];
const subjects = ['产教融合政策', '职业教育管理', '专业与课程', '师资队伍', '财务与绩效', '技术转移'];

/**
 * Experts from all provinces. Some work for a member of a consortium of theirs, some worked for one elsewhere; of those some say so and some do
 * not. Most judge alike, a few severely, a few mildly.
 */
export function makeExperts(seed: number, count: number, around: Around): readonly NationExpert[] {
  return Array.from({ length: count }, (_, number) => makeExpert(seededRandom(seed * 7919 + number), number, around));
}

function makeExpert(random: Random, number: number, { provinces, consortia }: Around): NationExpert {
  const at = number % provinces.length;
  const province = provinces[at] ?? '';
  const near = consortia.filter((one) => one.province === at);
  const far = consortia.filter((one) => one.province !== at);
  const isMember = near.length > 0 && random.chance(0.3);
  const home = isMember ? random.pick(near) : undefined;
  const former = far.length > 0 && random.chance(0.2) ? random.some(far, random.whole(1, 2)) : [];
  const past = former.map((one) => (random.chance(0.5) ? one.name : random.pick(unitsOf(one))));
  const declares = [
    ...former.filter(() => random.chance(0.5)),
    // Kinship, a review for money: what no directory knows.
    ...(far.length > 0 && random.chance(0.05) ? [random.pick(far)] : []),
  ];
  return {
    number,
    name: fictionalPerson(40_000 + number),
    province,
    employer: home
      ? random.pick(unitsOf(home))
      : fictional(`${province.replace('（虚构）', '')}示例${random.pick(employers)}`),
    fields: [
      ...random.some(industries, random.whole(1, 3)).map(({ label }) => label),
      ...random.some(subjects, random.whole(1, 2)),
    ],
    past,
    load: random.whole(6, 10),
    declares: [...new Set(declares.map((one) => one.number))],
    leniency:
      Math.round((random.next() + random.next() + random.next() - 1.5) * (random.chance(0.2) ? 14 : 5) * 10) / 10,
  };
}

/** Members at which experts work: schools, institutes and enterprises. */
function unitsOf({ members }: NationConsortium): readonly string[] {
  return [
    ...members.higherVocational,
    ...members.university,
    ...members.researchInstitute,
    ...members.enterprise.slice(0, 3),
  ];
}
