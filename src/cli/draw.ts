import { createHash } from 'node:crypto';
import { z } from 'zod';
import { type DrawFault, verifyDraw } from '#core/review/draw.ts';
import { type Command, exit, jsonOption, onlyFile, parse } from './command.ts';
import { UsageFault } from './fault.ts';
import { readJson } from './read-json.ts';

const largest = 16 * 2 ** 20;
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

const Ids = z.array(z.string());
const DrawFile = z.object({
  strata: z.array(z.object({ label: z.string(), count: z.int().min(0) })),
  pool: z.array(z.object({ id: z.string(), stratum: z.int().min(0) })),
  poolDigest: z.string(),
  commitment: z.string(),
  seed: z.string(),
  drawn: Ids,
  reserve: z.array(Ids),
});

const faultTexts: Readonly<Record<DrawFault, string>> = {
  'pool-changed': '抽取范围或人数与事先公布的范围摘要不符',
  'seed-changed': '种子与事先公布的种子摘要不符',
  'result-differs': '按范围和种子复算的结果与公布的结果不同',
};

export const draw: Command = {
  usage: 'lianheti draw verify 文件.json [选项]',
  summary: '离线复算一次专家抽取：范围、种子与事先公布的摘要是否相符，结果是否相同',
  options: [jsonOption],
  run: async (args, speech) => {
    const [act, ...rest] = args;
    if (act !== 'verify') throw new UsageFault('draw 之后应为 verify。');
    const { values, positionals } = parse(rest, { json: { type: 'boolean' } });
    const published = await readJson(onlyFile(positionals), DrawFile, largest);
    const faults = verifyDraw(published, sha256);
    if (values.json) speech.say(JSON.stringify({ intact: faults.length === 0, faults }, null, 2));
    else {
      for (const fault of faults) speech.say(`  · ${faultTexts[fault]}`);
      const size = `从${published.pool.length}人中抽取${published.drawn.length}人`;
      speech.say(faults.length === 0 ? `复算一致：${size}。` : `复算不一致：${size}，发现${faults.length}处问题。`);
    }
    return faults.length === 0 ? exit.done : exit.notAllWell;
  },
};
