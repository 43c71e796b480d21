import { type Command, exit, jsonOption, parse } from './command.ts';
import { UsageFault } from './fault.ts';
import { installationHere, readOnly } from './installation.ts';

export const audit: Command = {
  usage: 'lianheti audit verify [选项]',
  summary: '核验审计记录是否被改动、删除或调换（数据库由 DATABASE_URL 或 DATA_DIR 环境变量指明）',
  options: [jsonOption],
  run: async (args, { say }) => {
    const { values, positionals } = parse(args, { json: { type: 'boolean' } });
    if (positionals.join(' ') !== 'verify') throw new UsageFault('审计记录只有 verify（核验）一项操作。');
    const { verifyAudit } = await import('#server/audit/verify-audit.ts');
    const report = await readOnly(() => verifyAudit(installationHere()));
    if (values.json) say(JSON.stringify(report, null, 2));
    else {
      for (const { stream, sequence, fault } of report.faults) say(`  · ${stream} 第${sequence}号事件：${fault}`);
      const count = `共核验${report.streams}条链、${report.events}个事件`;
      say(report.faults.length === 0 ? `${count}，未发现改动。` : `${count}，发现${report.faults.length}处问题。`);
    }
    return report.faults.length === 0 ? exit.done : exit.notAllWell;
  },
};
