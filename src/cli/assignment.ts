import { z } from 'zod';
import type { AssignmentProblem } from '#core/review/assignment.ts';
import { type Outcome, patience, solveAssignment } from '#server/review/solve-assignment.ts';
import { type Command, exit, jsonOption, onlyFile, parse, type Speech } from './command.ts';
import { Fault, UsageFault } from './fault.ts';
import { readJson } from './read-json.ts';

const largest = 256 * 2 ** 20;

const Id = z.string().min(1).max(200);
const Place = z.string().max(200).nullish();
const Points = z.number().min(0).max(100);
const AssignmentFile = z.object({
  readers: z.int().min(1).max(100),
  applications: z.array(z.object({ id: Id, province: Place, unit: Place })).max(20_000),
  experts: z.array(z.object({ id: Id, province: Place, unit: Place, load: z.int().min(0) })).max(20_000),
  conflicts: z.array(z.tuple([Id, Id])).default([]),
  fit: z.record(Id, z.record(Id, Points)).default({}),
});

export const assignment: Command = {
  usage: 'lianheti assignment 文件.json [选项]',
  summary: '按审阅人数、份数上限和回避规则为各份申报指派专家：先使最差的一份最好，再使总分最高',
  options: [[`--seconds 秒`, `最多计算多久，默认${patience}秒；到时给出已有的最好结果`], jsonOption],
  run: async (args, speech) => {
    const { values, positionals } = parse(args, { seconds: { type: 'string' }, json: { type: 'boolean' } });
    const seconds = values.seconds === undefined ? patience : Number(values.seconds);
    if (!(seconds > 0)) throw new UsageFault(`--seconds 的“${values.seconds}”应为正数。`);
    const file = onlyFile(positionals);
    const outcome = await solveAssignment(await readProblem(file), seconds);
    if (values.json) speech.say(JSON.stringify(jsonOf(outcome), null, 2));
    else tell(outcome, speech);
    return 'clashes' in outcome ? exit.notAllWell : exit.done;
  },
};

/** Throws `Fault` in Chinese that names what is wrong in the file. */
async function readProblem(file: string): Promise<AssignmentProblem> {
  const { readers, applications, experts, conflicts, fit } = await readJson(file, AssignmentFile, largest);
  for (const [name, all] of [
    ['applications', applications],
    ['experts', experts],
  ] as const) {
    const ids = all.map(({ id }) => id);
    const twice = ids.find((id, at) => ids.indexOf(id) !== at);
    if (twice !== undefined) throw new Fault('invalid', `${file} 的 ${name} 中编号 ${twice} 出现了两次。`);
  }
  const placed = <T extends { province?: string | null | undefined; unit?: string | null | undefined }>(one: T) => ({
    ...one,
    province: one.province || undefined,
    unit: one.unit || undefined,
  });
  return {
    readers,
    applications: applications.map(placed),
    experts: experts.map(placed),
    conflicts,
    forbidden: [],
    fixed: [],
    fit: new Map(Object.entries(fit).map(([application, fits]) => [application, new Map(Object.entries(fits))])),
    previous: new Map(),
  };
}

function jsonOf(outcome: Outcome): object {
  if ('clashes' in outcome) return outcome;
  const { assignments, worst, total, proven } = outcome.solution;
  return { assignments: Object.fromEntries(assignments), worst, total, proven };
}

function tell(outcome: Outcome, speech: Speech): void {
  if ('clashes' in outcome) {
    speech.say('无法指派：');
    for (const { message } of outcome.clashes) speech.say(`  ${message}`);
    return;
  }
  const { assignments, worst, total, proven } = outcome.solution;
  for (const [application, experts] of assignments) speech.say(`${application}：${experts.join('、')}`);
  speech.say('');
  speech.say(`最差的一份合计${worst}，全部合计${total}；${proven ? '已证明最优' : '未能在限定时间内证明最优'}。`);
}
