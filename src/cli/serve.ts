import { type Command, parse } from './command.ts';
import { UsageFault } from './fault.ts';

export const serve: Command = {
  usage: 'lianheti serve',
  summary: '启动服务（HOST、PORT、DATABASE_URL、DATA_DIR 环境变量可更改设置）',
  options: [],
  run: async (args, { say }) => {
    const { positionals } = parse(args, {});
    if (positionals.length > 0) throw new UsageFault(`多出了：${positionals.join(' ')}`);
    const { main } = await import('#server/main.ts');
    return main(process.env, say);
  },
};
