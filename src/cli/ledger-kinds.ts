import { chosenPack } from './chosen-pack.ts';
import { type Command, exit, jsonOption, packOption, parse } from './command.ts';
import { ledgersOf } from './read-ledger.ts';

export const ledgerKinds: Command = {
  usage: 'lianheti ledger kinds [选项]',
  summary: '列出各台账的编号和名称',
  options: [packOption, jsonOption],
  run: async (args, { say }) => {
    const { values } = parse(args, { pack: { type: 'string' }, json: { type: 'boolean' } });
    const kinds = ledgersOf(chosenPack(values.pack)).kinds.map(({ id, label }) => ({ id, label }));
    if (values.json) say(JSON.stringify(kinds, null, 2));
    else say(kinds.map(({ id, label }) => `${id.padEnd(26)}${label}`).join('\n'));
    return exit.done;
  },
};
