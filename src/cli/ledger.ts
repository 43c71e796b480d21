import { type Command, packOption } from './command.ts';
import { UsageFault } from './fault.ts';

const actions: Readonly<Record<string, () => Promise<Command>>> = {
  kinds: async () => (await import('./ledger-kinds.ts')).ledgerKinds,
  template: async () => (await import('./ledger-template.ts')).ledgerTemplate,
  check: async () => (await import('./ledger-check.ts')).ledgerCheck,
  total: async () => (await import('./ledger-total.ts')).ledgerTotal,
};

/** 台账: everything a member can do with its ledgers without a server. */
export const ledger: Command = {
  usage: 'lianheti ledger kinds|template|check|total …',
  summary: '台账：生成Excel模板，检查填好的台账，汇总出年度数据',
  options: [
    ['kinds', '列出各台账的编号和名称'],
    ['template --kind 编号|all --out 文件.xlsx', '生成一种或全部台账的Excel模板'],
    ['check 文件', '检查填好的台账（.xlsx 或 .csv）；--report 文件 另存一份带“校验结果”列的原文件'],
    ['total 文件', '由台账汇总各年度数据；--through 年 指定截至年度，默认为当年'],
    ['--kind 编号', '.csv 为哪一种台账；默认按表头识别'],
    packOption,
    ['--json', '以 JSON 输出结果，供程序读取'],
  ],
  run: async ([action = '', ...args], speech) => {
    const load = Object.hasOwn(actions, action) ? actions[action] : undefined;
    if (!load)
      throw new UsageFault(
        action === '' ? '请指明要做什么：kinds、template、check 或 total。' : `ledger 没有 ${action} 这个动作。`,
      );
    return (await load()).run(args, speech);
  },
};
