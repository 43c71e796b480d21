import { type Command, exit, parse } from './command.ts';
import { Fault, UsageFault } from './fault.ts';

const most = 10_000_000;

export const example: Command = {
  usage: 'lianheti example [province|nation] [--entries 条数]',
  summary:
    '在空的数据库中载入虚构的示例：一个省和三批150家联合体（province，默认），或一批次的全国申报与遴选（nation）',
  options: [['--entries 条数', '台账总条数：在 province 示例上再加小额记录，直到这个数（1000万以内）']],
  run: async (args, { say }) => {
    const { values, positionals } = parse(args, { entries: { type: 'string' } });
    const [which = 'province', ...more] = positionals;
    if ((which !== 'province' && which !== 'nation') || more.length > 0)
      throw new UsageFault('示例有 province（一个省）和 nation（全国）两种，一次载入一种。');
    const entries = values.entries === undefined ? undefined : Number(values.entries);
    if (entries !== undefined && (which === 'nation' || !Number.isInteger(entries) || entries < 1 || entries > most))
      throw new UsageFault('--entries 用于 province 示例，须是1至10000000之间的整数。');
    const { fillWithExample } = await import('#server/example/fill-with-example.ts');
    const filling = await fillWithExample(process.env, { which, entries }, say);
    if ('refused' in filling) throw new Fault('occupied', filling.refused);
    for (const line of filling.loaded) say(line);
    return exit.done;
  },
};
