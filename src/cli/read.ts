import { chosenPack } from './chosen-pack.ts';
import { type Command, exit, jsonOption, onlyFile, packOption, parse, type Speech } from './command.ts';
import { UsageFault } from './fault.ts';
import { refuseOverwriting, writeWhole } from './files.ts';
import { type Input, readWordFile } from './read-input.ts';

export const read: Command = {
  usage: 'lianheti read 文件.docx --out 文件.json',
  summary: '读取填好的推荐书（Word），得到填报内容',
  options: [['--out 文件', '写到哪个文件'], packOption, jsonOption],
  run: async (args, speech) => {
    const { values, positionals } = parse(args, {
      out: { type: 'string' },
      pack: { type: 'string' },
      json: { type: 'boolean' },
    });
    const file = onlyFile(positionals);
    const { out } = values;
    if (!out) throw new UsageFault('请用 --out 指明写到哪个文件。');
    refuseOverwriting(out, [file]);
    const { answers, unplaced } = await readWordFile(chosenPack(values.pack).form, file);
    await writeWhole(out, `${JSON.stringify(answers, null, 2)}\n`);
    if (values.json) speech.say(JSON.stringify({ out, unplaced }, null, 2));
    else {
      warnOfUnplaced(unplaced, speech);
      speech.say(`已写入 ${out}`);
    }
    return unplaced.length === 0 ? exit.done : exit.notAllWell;
  },
};

export function warnOfUnplaced(unplaced: Input['unplaced'], { warn }: Speech): void {
  if (unplaced.length === 0) return;
  warn(`有${unplaced.length}处内容未能识别，请核对后手工补填：`);
  for (const { text, place } of unplaced) warn(`  · ${place}：${text}`);
}
