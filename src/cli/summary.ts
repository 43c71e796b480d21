import type { Answers } from '#core/form/answers.ts';
import { chosenPack } from './chosen-pack.ts';
import { type Command, exit, jsonOption, packOption, parse } from './command.ts';
import { UsageFault } from './fault.ts';
import { refuseOverwriting, writeWhole } from './files.ts';
import { warnOfUnplaced } from './read.ts';
import { readInput } from './read-input.ts';

export const summary: Command = {
  usage: 'lianheti summary 文件… --out 文件.xlsx',
  summary: '由多份填报内容（.json 或 .docx）生成推荐名单汇总表（Excel）',
  options: [['--out 文件', '写到哪个文件'], packOption, jsonOption],
  run: async (args, speech) => {
    const { values, positionals } = parse(args, {
      out: { type: 'string' },
      pack: { type: 'string' },
      json: { type: 'boolean' },
    });
    const { out } = values;
    if (positionals.length === 0) throw new UsageFault('请指明要汇总的文件。');
    if (!out) throw new UsageFault('请用 --out 指明写到哪个文件。');
    refuseOverwriting(out, positionals);
    const pack = chosenPack(values.pack);
    const rows: Answers[] = [];
    let isWhole = true;
    for (const file of positionals) {
      const { answers, unplaced } = await readInput(pack.form, file);
      rows.push(answers);
      if (unplaced.length === 0) continue;
      isWhole = false;
      speech.warn(`${file}：`);
      warnOfUnplaced(unplaced, speech);
    }
    const { writeSummary } = await import('#documents/xlsx/write-summary.ts');
    await writeWhole(out, await writeSummary(pack.summary, rows, pack.form));
    if (rows.length > pack.batch.quota)
      speech.warn(`共${rows.length}个，超过每省推荐不超过${pack.batch.quota}个的名额。`);
    speech.say(values.json ? JSON.stringify({ out, rows: rows.length }) : `已生成 ${out}，共${rows.length}个联合体`);
    return isWhole ? exit.done : exit.notAllWell;
  },
};
