import { regions } from '#packs/moe-2023-15/regions.ts';
import type { ExampleMember } from '#server/example/example-members.ts';
import { exampleId } from '#server/example/ledgers/example-id.ts';
import { fictionalCreditCode } from '#server/example/ledgers/fictional-codes.ts';
import { seededRandom } from '#server/example/ledgers/random.ts';
import type { Targets } from '#server/example/ledgers/targets.ts';
import { makeConsortium, type NationConsortium } from '#server/example/nation/make-consortium.ts';
import { fictional } from '#server/example/nation/make-names.ts';
import { drawFewFigures, overPromised } from './draw-few-figures.ts';
import { makeCourse } from './make-course.ts';
import { type Story, storyOf } from './stories.ts';

export type MonitoredConsortium = NationConsortium & {
  id: string;
  /** From 0; 3 of those that are on no list. */
  batch: number;
  story: Story;
  directory: readonly ExampleMember[];
  course: Targets;
};

export type Monitored = {
  /** The provincial units, each with its id. */
  provinces: readonly { id: string; name: string }[];
  consortia: readonly MonitoredConsortium[];
  /** Who applied with the last batch and is on no list. */
  applicants: readonly MonitoredConsortium[];
};

/** As many as the notice expects by the end of 2025, in three batches alike. */
export const wholeMonitored = 150;
/** Who has an own number keeps it from the four of the example province. */
const afterProvince = 100;
const seed = 2026;
const most = 3;
/** How many apply in vain, for each that is listed. */
const inVain = 0.2;

/** The province of the form's list that has no consortium. */
const without = regions.indexOf('青海省');

/** The monitored consortia of the fictional nation: the same to the byte for the same size, a multiple of three. */
export function makeMonitored(size = wholeMonitored): Monitored {
  const provinces = regions.map((name) => ({ id: exampleId('province', name), name: fictional(name) }));
  const perBatch = size / 3;
  const consortia = Array.from({ length: 3 }, (_, batch) =>
    drawProvinces(batch, perBatch).map((province, place) =>
      makeOne(batch * perBatch + place, { batch, province, story: storyOf(batch, place) }),
    ),
  ).flat();
  const applicants = drawProvinces(3, Math.floor(size * inVain)).map((province, place) =>
    makeOne(size + place, { batch: 3, province, story: storyOf(3, place) }),
  );
  return { provinces, consortia: copied(consortia), applicants };
}

/** One has taken another's construction plan for its own, word for word from the second paragraph on. */
function copied(consortia: readonly MonitoredConsortium[]): readonly MonitoredConsortium[] {
  const planOf = ({ answers }: MonitoredConsortium) => String(answers.constructionPlan).split('\n');
  const source = consortia.find(({ story }) => story.name === 'copied');
  return consortia.map((one) => {
    if (!source || one.story.name !== 'copier') return one;
    const constructionPlan = [...planOf(one).slice(0, 1), ...planOf(source).slice(1)].join('\n');
    return { ...one, answers: { ...one.answers, constructionPlan } };
  });
}

/** Where a batch's consortia are: up to three to a province, more where it is large, none to the one without. */
function drawProvinces(batch: number, count: number): readonly number[] {
  const size = seededRandom(seed);
  const places = [...regions.keys()].flatMap((province) => {
    const many = Array<number>(size.whole(1, most)).fill(province);
    return province === without ? [] : many;
  });
  return seededRandom(seed + 1 + batch).some(places, count);
}

function makeOne(
  number: number,
  { batch, province, story }: { batch: number; province: number; story: Story },
): MonitoredConsortium {
  const draw =
    story.name === 'over-promiser'
      ? (...from: Parameters<typeof drawFewFigures>) => overPromised(drawFewFigures(...from), 2)
      : drawFewFigures;
  const made = makeConsortium(seed, number, {
    province,
    region: regions[province] ?? '',
    draw,
    enterprises: [8, 20],
  });
  return {
    ...made,
    id: exampleId('monitored', number),
    batch,
    story,
    directory: directoryOf(made),
    course: makeCourse(number, made.answers, story),
  };
}

function directoryOf({ number, members }: NationConsortium): readonly ExampleMember[] {
  const named = Object.entries(members).flatMap(([category, names]) => names.map((name) => ({ name, category })));
  return named.map(({ name, category }, at) => ({
    id: exampleId('member', afterProvince + number, name),
    name,
    otherNames: [],
    category,
    creditCode: fictionalCreditCode(category, (afterProvince + number) * 100 + at),
    creditCodeOverride: null,
    contactName: '联系人（虚构）',
    contactPhone: '000-0000-0000',
    contactEmail: `lianxi-${number + 1}-${at + 1}@shili.example`,
    joinedOn: '2022-03-01',
    leftOn: null,
  }));
}
