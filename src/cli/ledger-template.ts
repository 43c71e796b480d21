import { memberCategories } from '#core/ledger/member-categories.ts';
import { chosenPack } from './chosen-pack.ts';
import { type Command, exit, jsonOption, packOption, parse } from './command.ts';
import { UsageFault } from './fault.ts';
import { writeWhole } from './files.ts';
import { ledgersOf } from './read-ledger.ts';

export const ledgerTemplate: Command = {
  usage: 'lianheti ledger template --kind 编号|all --out 文件.xlsx',
  summary: '生成一种或全部台账的Excel模板',
  options: [
    ['--kind 编号', '台账编号，all 为全部；编号见 lianheti ledger kinds'],
    ['--out 文件', '写到哪个文件'],
    packOption,
    jsonOption,
  ],
  run: async (args, { say }) => {
    const { values, positionals } = parse(args, {
      kind: { type: 'string' },
      out: { type: 'string' },
      pack: { type: 'string' },
      json: { type: 'boolean' },
    });
    if (positionals.length > 0) throw new UsageFault(`多出了：${positionals.join(' ')}`);
    if (!values.kind) throw new UsageFault('请用 --kind 指明台账编号，或用 --kind all 生成全部。');
    if (!values.out) throw new UsageFault('请用 --out 指明写到哪个文件。');
    const pack = chosenPack(values.pack);
    const book = ledgersOf(pack);
    const kinds = values.kind === 'all' ? book.kinds : book.kinds.filter(({ id }) => id === values.kind);
    if (kinds.length === 0)
      throw new UsageFault(`没有编号为 ${values.kind} 的台账，可用 lianheti ledger kinds 查看全部编号。`);
    const { writeLedgerTemplate } = await import('#documents/xlsx/ledger/write-ledger-template.ts');
    await writeWhole(values.out, await writeLedgerTemplate(kinds, { categories: memberCategories(pack.form, book) }));
    say(
      values.json
        ? JSON.stringify({ out: values.out, kinds: kinds.map(({ id }) => id) })
        : `已生成 ${values.out}，共${kinds.length}种台账`,
    );
    return exit.done;
  },
};
