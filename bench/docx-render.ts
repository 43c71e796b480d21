import { readFileSync } from 'node:fs';
import Docxtemplater from 'docxtemplater';
import PizZip from 'pizzip';
import { type Answers, valueAt, withValue } from '#core/form/answers.ts';
import { cellsOf } from '#core/form/cells.ts';
import { renderDocx } from '#documents/docx/render-docx.ts';
import { printValue } from '#documents/print/print-value.ts';
import { currentPack } from '#packs/packs.ts';
import { alternating, type BenchRow } from './bench-row.ts';

const { form } = currentPack;

/** Our writer against docxtemplater filling the same form: a template with a tag in each cell, made from our own file. */
export async function benchDocxRender(): Promise<readonly BenchRow[]> {
  const answers: Answers = JSON.parse(readFileSync(new URL('../examples/perfect.json', import.meta.url), 'utf8'));
  const cells = [...cellsOf(form).values()].filter((cell) => cell.type.kind !== 'confirmation');
  const tagOf = (at: number) => `c${at}`;
  const tagged = cells.reduce((all, cell, at) => withValue(all, cell.path, `{${tagOf(at)}}`), answers);
  const template = renderDocx(form, tagged);
  const data = Object.fromEntries(cells.map((cell, at) => [tagOf(at), printValue(cell, valueAt(answers, cell.path))]));
  const peer = () => {
    const filled = new Docxtemplater(new PizZip(template), { linebreaks: true }).render(data);
    return filled.getZip().generate({ type: 'uint8array', compression: 'DEFLATE' });
  };
  const ours = () => renderDocx(form, answers);
  const times = await alternating(ours, peer);
  return [
    {
      what: 'Word form rendered, all answers full',
      ours: `${times.ours.toFixed(1)} ms`,
      peer: `docxtemplater ${times.peer.toFixed(1)} ms`,
      ratio: `${(times.peer / times.ours).toFixed(1)} × as fast`,
      atLeast: 'as fast',
      met: times.ours <= times.peer,
    },
  ];
}
