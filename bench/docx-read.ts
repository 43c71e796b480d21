import { readFileSync } from 'node:fs';
import mammoth from 'mammoth';
import { readDocx } from '#documents/docx/read/read-docx.ts';
import { renderDocx } from '#documents/docx/render-docx.ts';
import { currentPack } from '#packs/packs.ts';
import { type BenchRow, median, timed } from './bench-row.ts';

/** Our reader, answers and all, against mammoth extracting the same file's plain text. */
export async function benchDocxRead(): Promise<readonly BenchRow[]> {
  const answers = JSON.parse(readFileSync(new URL('../examples/perfect.json', import.meta.url), 'utf8'));
  const bytes = renderDocx(currentPack.form, answers);
  const ours = () => readDocx(currentPack.form, bytes);
  const peer = () => mammoth.extractRawText({ buffer: Buffer.from(bytes) });
  for (let round = 0; round < 5; round++) {
    ours();
    await peer();
  }
  const times = { ours: [] as number[], peer: [] as number[] };
  for (let round = 0; round < 40; round++) {
    times.ours.push(await timed(ours));
    times.peer.push(await timed(peer));
  }
  const [our, their] = [median(times.ours), median(times.peer)];
  return [
    {
      what: 'Word form read',
      ours: `${our.toFixed(1)} ms`,
      peer: `mammoth, plain text only ${their.toFixed(1)} ms`,
      ratio: `${(their / our).toFixed(1)} × as fast`,
      atLeast: 'as fast',
      met: our <= their,
    },
  ];
}
