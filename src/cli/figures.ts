import { type Command, exit, jsonOption, parse } from './command.ts';
import { UsageFault } from './fault.ts';
import { installationHere, readOnly } from './installation.ts';

export const figures: Command = {
  usage: 'lianheti figures verify [选项]',
  summary: '由全部台账记录重新计算各项数据，指出与库中数据不一致之处（数据库由 DATABASE_URL 或 DATA_DIR 环境变量指明）',
  options: [jsonOption],
  run: async (args, { say }) => {
    const { values, positionals } = parse(args, { json: { type: 'boolean' } });
    if (positionals.join(' ') !== 'verify') throw new UsageFault('数据只有 verify（核验）一项操作。');
    const { verifyFigures } = await import('#server/figure/verify-figures.ts');
    const report = await readOnly(() => verifyFigures(installationHere()));
    if (values.json) say(JSON.stringify(report, null, 2));
    else {
      for (const { place, fault } of report.faults) say(`  · ${place}：${fault}`);
      const count = `共核验${report.entries}条记录、${report.figures}项数据`;
      say(report.faults.length === 0 ? `${count}，全部一致。` : `${count}，发现${report.faults.length}处不一致。`);
    }
    return report.faults.length === 0 ? exit.done : exit.notAllWell;
  },
};
