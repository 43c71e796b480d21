import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AssignmentProblem } from '#core/review/assignment.ts';
import { solveAssignment } from '#server/review/solve-assignment.ts';
import { type BenchRow, median, timed } from './bench-row.ts';

const readers = 5;
const rounds = 3;

/** Experts assigned to applications as a proven optimum, and again after one of them declines; CBC solves the same two models. */
export async function benchAssignment(): Promise<readonly BenchRow[]> {
  const national = instance({ applications: 96, experts: 300, load: 6, seed: 1 });
  const wide = instance({ applications: 150, experts: 1000, load: 6, seed: 2 });
  await solveAssignment(instance({ applications: 5, experts: 20, load: 5, seed: 3 }));
  const first = await solved(national);
  const [declined = ''] = first.assignments.get('a0') ?? [];
  const again = {
    ...national,
    experts: national.experts.map((each) => (each.id === declined ? { ...each, load: 0 } : each)),
    previous: first.assignments,
  };
  const peer = await cbc(national, first);
  return [
    await row(`assignment, 96 applications × 300 experts × ${readers} with conflicts, proven`, national, 3, peer),
    await row('the same again after one decline, with least change', again, 1, undefined),
    await row(`assignment, 150 applications × 1,000 experts × ${readers}, proven`, wide, 20, undefined),
  ];
}

async function row(
  what: string,
  problem: AssignmentProblem,
  most: number,
  peer: number | undefined | 'missing',
): Promise<BenchRow> {
  const times: number[] = [];
  let isProven = true;
  for (let round = 0; round < rounds; round++)
    times.push(
      await timed(async () => {
        isProven &&= (await solved(problem)).proven;
      }),
    );
  const ours = median(times) / 1000;
  return {
    what,
    ours: `${ours.toFixed(2)} s${isProven ? '' : ', not proven'}`,
    peer: peer === 'missing' ? 'CBC is not installed' : peer === undefined ? '—' : `CBC: ${peer.toFixed(2)} s`,
    ratio: typeof peer === 'number' ? `${(peer / ours).toFixed(1)} ×` : '—',
    atLeast: `a proven optimum in ${most} s`,
    met: isProven && ours <= most,
  };
}

async function solved(problem: AssignmentProblem) {
  const outcome = await solveAssignment(problem);
  if ('clashes' in outcome) throw new Error(outcome.clashes[0]?.message);
  return outcome.solution;
}

type Size = { applications: number; experts: number; load: number; seed: number };

/** A batch of 32 provinces as the ministry sees it: fits of a few fields each, one pair in fifty in conflict. The same for the same seed. */
function instance({ applications, experts, load, seed }: Size): AssignmentProblem {
  const random = randomFrom(seed);
  const fields = 12;
  const province = (at: number) => `p${at % 32}`;
  const own = Array.from({ length: experts }, () =>
    [random(), random(), random()].map((one) => Math.floor(one * fields)),
  );
  const wanted = Array.from({ length: applications }, () =>
    [random(), random()].map((one) => Math.floor(one * fields)),
  );
  const pairs = wanted.flatMap((_, a) => own.map((__, e) => [a, e] as const));
  return {
    readers,
    applications: wanted.map((_, a) => ({ id: `a${a}`, province: province(a), unit: undefined })),
    experts: own.map((_, e) => ({ id: `e${e}`, province: province(e), unit: undefined, load })),
    conflicts: pairs.filter(() => random() < 0.02).map(([a, e]) => [`a${a}`, `e${e}`] as const),
    forbidden: [],
    fixed: [],
    fit: new Map(
      wanted.map((industries, a) => [
        `a${a}`,
        new Map(
          own.map((mine, e) => {
            const met = industries.filter((each) => mine.includes(each)).length;
            return [`e${e}`, Math.min(100, Math.floor(met * 40 + random() * 20))];
          }),
        ),
      ]),
    ),
    previous: new Map(),
  };
}

/** Seconds that CBC takes for the two models, one after the other, as whole processes; 'missing' where there is no CBC. */
async function cbc(
  problem: AssignmentProblem,
  { worst, total }: { worst: number; total: number },
): Promise<number | 'missing'> {
  if (spawnSync('cbc', ['-quit']).error) return 'missing';
  const folder = mkdtempSync(join(tmpdir(), 'lianheti-bench-cbc-'));
  try {
    const file = join(folder, 'model.lp');
    const run = (model: string): { seconds: number; value: number } => {
      writeFileSync(file, model);
      const start = performance.now();
      const { stdout } = spawnSync('cbc', [file, 'ratioGap', '0', 'solve', 'quit'], { encoding: 'utf8' });
      const value = Number(/Objective value:\s*(-?[\d.]+)/.exec(stdout)?.[1]);
      return { seconds: (performance.now() - start) / 1000, value: Math.abs(value) };
    };
    const [lowest, all] = [run(modelOf(problem, undefined)), run(modelOf(problem, worst))];
    if (Math.round(lowest.value) !== worst || Math.round(all.value) !== total)
      throw new Error(`CBC finds ${lowest.value} and ${all.value}, we ${worst} and ${total}`);
    return lowest.seconds + all.seconds;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The model in LP format: the greatest worst sum, or with a worst sum given, the greatest total. */
function modelOf({ applications, experts, conflicts, fit }: AssignmentProblem, worst: number | undefined): string {
  const barred = new Set(conflicts.map((pair) => pair.join(' ')));
  const pairs = applications.flatMap((a) =>
    experts
      .filter((e) => a.province !== e.province && !barred.has(`${a.id} ${e.id}`))
      .map((e) => ({ a: a.id, e: e.id, name: `x_${a.id}_${e.id}`, points: fit.get(a.id)?.get(e.id) ?? 0 })),
  );
  const byApplication = Map.groupBy(pairs, ({ a }) => a);
  const byExpert = Map.groupBy(pairs, ({ e }) => e);
  const sum = (own: typeof pairs) => own.map(({ name, points }) => `${points} ${name}`).join('\n + ');
  const count = (own: typeof pairs) => own.map(({ name }) => name).join('\n + ');
  const least = worst === undefined ? ' - w >= 0' : ` >= ${worst}`;
  return [
    `Maximize\n obj: ${worst === undefined ? 'w' : sum(pairs)}`,
    'Subject To',
    ...[...byApplication].map(([a, own]) => ` r_${a}: ${count(own)} = ${readers}`),
    ...[...byApplication].map(([a, own]) => ` s_${a}: ${sum(own)}${least}`),
    ...experts.map(({ id, load }) => ` l_${id}: ${count(byExpert.get(id) ?? [])} <= ${load}`),
    'Binaries',
    ...pairs.map(({ name }) => ` ${name}`),
    'End',
    '',
  ].join('\n');
}

/** Numbers from 0 up to 1, the same for the same seed (Park–Miller). */
function randomFrom(seed: number): () => number {
  let state = seed * 7919;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}
