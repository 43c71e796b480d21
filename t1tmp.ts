import { renderPdf, warmPdf } from '#documents/pdf/render-pdf.ts';
import { exampleAnswers } from '#test/example-answers.ts';
import { currentPack } from '#packs/packs.ts';
import { writeFileSync } from 'node:fs';
let t=performance.now(); warmPdf(currentPack.form); console.log('warm',performance.now()-t);
for (const n of ['empty','perfect','warnings','errors','perfect'] as const) { t=performance.now(); const b=renderPdf(currentPack.form, exampleAnswers(n), n==='perfect'?{digest:'ab'.repeat(32),takenAt:'2023-05-12T10:00:00Z'}:undefined); console.log(n,b.length,performance.now()-t); writeFileSync(`/tmp/${n}.pdf`,b); }
