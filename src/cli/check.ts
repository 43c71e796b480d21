import type { Finding, Severity } from '#core/check/finding.ts';
import { runChecks } from '#core/check/run-checks.ts';
import type { Pack } from '#core/pack/pack.ts';
import { chosenPack } from './chosen-pack.ts';
import { type Command, exit, jsonOption, onlyFile, packOption, parse, type Speech } from './command.ts';
import { momentOf } from './moment.ts';
import { type Input, readInput } from './read-input.ts';

export const check: Command = {
  usage: 'lianheti check 文件 [选项]',
  summary: '检查填报内容（.json）或填好的推荐书（.docx）',
  options: [
    ['--at 时刻', '按此提交时刻检查是否超过截止时间，如 2023-05-29T17:00（未写时区即北京时间）'],
    packOption,
    jsonOption,
  ],
  run: async (args, speech) => {
    const { values, positionals } = parse(args, {
      at: { type: 'string' },
      pack: { type: 'string' },
      json: { type: 'boolean' },
    });
    const file = onlyFile(positionals);
    const pack = chosenPack(values.pack);
    const submittedAt = values.at === undefined ? undefined : momentOf(values.at).toISOString();
    const input = await readInput(pack.form, file);
    const findings = [...contentFindings(pack, input, submittedAt), ...(await formatFindings(pack, input))];
    if (values.json) speech.say(JSON.stringify(forPrograms(findings, input), null, 2));
    else tell(findings, input, speech);
    return findings.some((finding) => finding.severity === 'error') ? exit.notAllWell : exit.done;
  },
};

function contentFindings(pack: Pack, { answers }: Input, submittedAt: string | undefined): readonly Finding[] {
  return runChecks(pack, answers, submittedAt === undefined ? {} : { submittedAt, deadline: pack.batch.deadline });
}

async function formatFindings(pack: Pack, { word }: Input): Promise<readonly Finding[]> {
  if (!word) return [];
  const { checkFormat } = await import('#documents/docx/read/check-format.ts');
  return checkFormat(pack.form, word);
}

function forPrograms(findings: readonly Finding[], { unplaced }: Input) {
  return {
    findings: findings.map(({ check, severity, fields, message, cells }) => ({
      check,
      severity,
      fields,
      message,
      cells,
    })),
    ...(unplaced.length === 0 ? {} : { unplaced }),
  };
}

const headings: Readonly<Record<Severity, string>> = {
  error: '错误（须改正后才能提交）',
  warning: '提醒（可以提交，但须说明理由）',
};

function tell(findings: readonly Finding[], { unplaced }: Input, { say }: Speech): void {
  for (const severity of ['error', 'warning'] as const) {
    const those = findings.filter((finding) => finding.severity === severity);
    if (those.length === 0) continue;
    say(`${headings[severity]}：${those.length}项`);
    for (const { check, message } of those) say(`  · ${message}〔${check}〕`);
    say('');
  }
  if (unplaced.length > 0) {
    say(`未能识别的内容：${unplaced.length}处，未参与检查，请核对`);
    for (const { text, place } of unplaced) say(`  · ${place}：${text}`);
    say('');
  }
  say(findings.length === 0 ? '检查通过，没有发现问题。' : verdict(findings));
}

function verdict(findings: readonly Finding[]): string {
  const errors = findings.filter((finding) => finding.severity === 'error').length;
  const count = `共${errors}项错误、${findings.length - errors}项提醒`;
  return errors === 0 ? `${count}，可以提交。` : `${count}，暂不能提交。`;
}
