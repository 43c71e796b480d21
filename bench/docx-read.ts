import { readFileSync } from 'node:fs';
import mammoth from 'mammoth';
import { readDocx } from '#documents/docx/read/read-docx.ts';
import { renderDocx } from '#documents/docx/render-docx.ts';
import { currentPack } from '#packs/packs.ts';
import { alternating, type BenchRow } from './bench-row.ts';

/** Our reader, answers and all, against mammoth extracting the same file's plain text. */
export async function benchDocxRead(): Promise<readonly BenchRow[]> {
  const answers = JSON.parse(readFileSync(new URL('../examples/perfect.json', import.meta.url), 'utf8'));
  const bytes = renderDocx(currentPack.form, answers);
  const ours = () => readDocx(currentPack.form, bytes);
  const peer = () => mammoth.extractRawText({ buffer: Buffer.from(bytes) });
  const times = await alternating(ours, peer);
  return [
    {
      what: 'Word form read',
      ours: `${times.ours.toFixed(1)} ms`,
      peer: `mammoth, plain text only ${times.peer.toFixed(1)} ms`,
      ratio: `${(times.peer / times.ours).toFixed(1)} × as fast`,
      atLeast: 'as fast',
      met: times.ours <= times.peer,
    },
  ];
}
