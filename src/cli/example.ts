import { type Command, exit, parse } from './command.ts';
import { Fault, UsageFault } from './fault.ts';

export const example: Command = {
  usage: 'lianheti example [province|nation]',
  summary: '在空的数据库中载入虚构的示例：一个省（province，默认），或一批次的全国申报与遴选（nation）',
  options: [],
  run: async (args, { say }) => {
    const { positionals } = parse(args, {});
    const [which = 'province', ...more] = positionals;
    if ((which !== 'province' && which !== 'nation') || more.length > 0)
      throw new UsageFault('示例有 province（一个省）和 nation（全国）两种，一次载入一种。');
    const { fillWithExample } = await import('#server/example/fill-with-example.ts');
    const filling = await fillWithExample(process.env, which, say);
    if ('refused' in filling) throw new Fault('occupied', filling.refused);
    for (const line of filling.loaded) say(line);
    return exit.done;
  },
};
