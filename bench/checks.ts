import { readFileSync } from 'node:fs';
import { runChecks } from '#core/check/run-checks.ts';
import { type Answers, isRecord } from '#core/form/answers.ts';
import { currentPack } from '#packs/packs.ts';
import { type BenchRow, median, timed } from './bench-row.ts';

const forms = 1000;
const atLeast = 2000;

/** All checks of a full form, forms a second: the median of nine runs of a thousand. */
export async function benchChecks(): Promise<readonly BenchRow[]> {
  const answers: unknown = JSON.parse(readFileSync(new URL('../examples/perfect.json', import.meta.url), 'utf8'));
  const subject: Answers = isRecord(answers) ? answers : {};
  const run = () => timed(() => Array.from({ length: forms }, () => runChecks(currentPack, subject).length));
  await run();
  const times: number[] = [];
  for (let round = 0; round < 9; round++) times.push(await run());
  const rate = (forms / median(times)) * 1000;
  return [
    {
      what: 'all checks of a full form',
      ours: `${Math.round(rate)} forms/s`,
      peer: '—',
      ratio: '—',
      atLeast: `${atLeast} forms/s`,
      met: rate >= atLeast,
    },
  ];
}
