import { type Command, exit, jsonOption, parse } from './command.ts';
import { UsageFault } from './fault.ts';
import { installationHere, readOnly } from './installation.ts';

export const batch: Command = {
  usage: 'lianheti batch replay 批次的编号或名称 [选项]',
  summary:
    '由记录（评分、权重、扣分、方案、决定）重新计算一个批次的排名和名单，指出与所发布的不一致之处（数据库由 DATABASE_URL 或 DATA_DIR 环境变量指明）',
  options: [jsonOption],
  run: async (args, { say }) => {
    const { values, positionals } = parse(args, { json: { type: 'boolean' } });
    const [act, which, ...more] = positionals;
    if (act !== 'replay') throw new UsageFault('批次只有 replay（重算）一项操作。');
    if (which === undefined || more.length > 0)
      throw new UsageFault('请指明一个批次的编号或名称；名称中有空格的，加引号。');
    const { replayBatch } = await import('#server/selection/replay-batch.ts');
    const report = await readOnly(() => replayBatch(installationHere(), which));
    if (values.json) say(JSON.stringify(report, null, 2));
    else {
      for (const { place, fault } of report.faults) say(`  · ${place}：${fault}`);
      const count = `“${report.batch.title}”：重算${report.applications}份申报、${report.decisions}版决定，列入${report.listed}家`;
      say(report.faults.length === 0 ? `${count}，与记录一致。` : `${count}，发现${report.faults.length}处不一致。`);
    }
    return report.faults.length === 0 ? exit.done : exit.notAllWell;
  },
};
