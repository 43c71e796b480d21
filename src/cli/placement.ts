import { explainWishes } from '#core/placement/explain-placement.ts';
import { textOfWish } from '#core/placement/outcome-texts.ts';
import { none, type Placement, placeStudents } from '#core/placement/place-students.ts';
import { type Command, exit, jsonOption, onlyFile, parse, type Speech } from './command.ts';
import { Fault } from './fault.ts';
import { type NamedMarket, readPlacementFile } from './placement-file.ts';

export const placement: Command = {
  usage: 'lianheti placement 文件.json [选项]',
  summary: '双选会：由学生志愿、岗位排序和名额得出稳定的录取结果，学生如实填报最为有利',
  options: [['--why 学生编号', '逐个志愿说明这名学生的结果从何而来'], jsonOption],
  run: async (args, speech) => {
    const { values, positionals } = parse(args, { why: { type: 'string' }, json: { type: 'boolean' } });
    const file = onlyFile(positionals);
    const named = await readPlacementFile(file);
    const result = placeStudents(named.market);
    if (values.why !== undefined) {
      const student = named.students.indexOf(values.why);
      if (student === none) throw new Fault('unknown', `${file} 的 students 中没有编号“${values.why}”。`);
      tellWhy(named, result, student, values.json === true, speech);
    } else if (values.json) speech.say(JSON.stringify(jsonOf(named, result), null, 2));
    else tell(named, result, speech);
    return exit.done;
  },
};

function jsonOf({ students, positions }: NamedMarket, { placed }: Placement): object {
  const given = students.flatMap((id, student) => {
    const position = positions[placed[student] ?? none];
    return position === undefined ? [] : [[id, position] as const];
  });
  return {
    placements: Object.fromEntries(given),
    unplaced: students.filter((_, student) => placed[student] === none),
  };
}

function tell({ market, students, positions }: NamedMarket, { placed, taken }: Placement, speech: Speech): void {
  const wishOf = (student: number) =>
    market.wishes.subarray(market.wishStart[student], market.wishStart[student + 1]).indexOf(placed[student] ?? none) +
    1;
  let [given, first] = [0, 0];
  const lines = students.map((id, student) => {
    const position = positions[placed[student] ?? none];
    if (position === undefined) return `${id}：未录取`;
    const wish = wishOf(student);
    given += 1;
    if (wish === 1) first += 1;
    return `${id}：${position}（第${wish}志愿）`;
  });
  const places = market.quotas.reduce((sum, quota) => sum + quota, 0);
  const empty = places - taken.reduce((sum, each) => sum + each, 0);
  const all = `学生${students.length}人，录取${given}人，其中第一志愿${first}人，未录取${students.length - given}人`;
  speech.say([...lines, '', `${all}；岗位${positions.length}个，名额${places}个，余${empty}个。`].join('\n'));
}

function tellWhy(
  { market, students, positions }: NamedMarket,
  result: Placement,
  student: number,
  isJson: boolean,
  speech: Speech,
): void {
  const wishes = explainWishes(market, result, student).map((wish) => ({
    ...wish,
    position: positions[wish.position] ?? '',
  }));
  if (isJson) {
    speech.say(JSON.stringify({ student: students[student], wishes }, null, 2));
    return;
  }
  const lines = wishes.map(({ position, ...wish }, at) => `第${at + 1}志愿 ${position}：${textOfWish(wish)}`);
  speech.say([`${students[student]}：`, ...(lines.length > 0 ? lines : ['没有填报志愿'])].join('\n'));
}
