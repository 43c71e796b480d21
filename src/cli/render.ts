import type { Answers } from '#core/form/answers.ts';
import type { Form } from '#core/form/form.ts';
import { chosenPack } from './chosen-pack.ts';
import { type Command, exit, jsonOption, onlyFile, packOption, parse } from './command.ts';
import { UsageFault } from './fault.ts';
import { refuseOverwriting, writeWhole } from './files.ts';
import { warnOfUnplaced } from './read.ts';
import { readInput } from './read-input.ts';

type Writer = (form: Form, answers: Answers) => Promise<Uint8Array>;

/** Each format with its writer, loaded only when asked for. */
const writers: Readonly<Record<string, Writer>> = {
  docx: async (form, answers) => (await import('#documents/docx/render-docx.ts')).renderDocx(form, answers),
  pdf: async (form, answers) => (await import('#documents/pdf/render-pdf.ts')).renderPdf(form, answers),
};

export const render: Command = {
  usage: 'lianheti render 文件.json --to docx|pdf --out 文件',
  summary: '生成推荐书（Word 或 PDF）；没有内容即为空白表',
  options: [['--to 格式', 'docx 或 pdf'], ['--out 文件', '写到哪个文件'], packOption, jsonOption],
  run: async (args, speech) => {
    const { values, positionals } = parse(args, {
      to: { type: 'string' },
      out: { type: 'string' },
      pack: { type: 'string' },
      json: { type: 'boolean' },
    });
    const file = onlyFile(positionals);
    const { to, out } = values;
    if (to === undefined) throw new UsageFault('请用 --to 指明格式：docx 或 pdf。');
    const write = Object.hasOwn(writers, to) ? writers[to] : undefined;
    if (!write) throw new UsageFault(`不能生成 ${to} 格式，只能是 docx 或 pdf。`);
    if (!out) throw new UsageFault('请用 --out 指明写到哪个文件。');
    refuseOverwriting(out, [file]);
    const { form } = chosenPack(values.pack);
    const { answers, unplaced } = await readInput(form, file);
    await writeWhole(out, await write(form, answers));
    warnOfUnplaced(unplaced, speech);
    speech.say(values.json ? JSON.stringify({ out }) : `已生成 ${out}`);
    return unplaced.length === 0 ? exit.done : exit.notAllWell;
  },
};
