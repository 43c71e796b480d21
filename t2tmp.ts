import { renderPdf, warmPdf } from '#documents/pdf/render-pdf.ts';
import { exampleAnswers } from '#test/example-answers.ts';
import { currentPack } from '#packs/packs.ts';
import { writeFileSync } from 'node:fs';
import { cellsOf } from '#core/form/cells.ts';
import { withValue } from '#core/form/answers.ts';
warmPdf(currentPack.form);
const nasty: Record<string,string> = {
 a10k: 'A'.repeat(10000), han: '汉'.repeat(10000), comma: '，'.repeat(10000), open:'「'.repeat(3000), nbsp:'\u00a0'.repeat(10000), w:'W'.repeat(5000), arab:'مرحبا'.repeat(800), emoji:'👩‍👩‍👧‍👦📎'.repeat(300), zalgo:('e'+'\u0301'.repeat(30)).repeat(100), markup:'#panic("x") $x$ *a* [b] @ref \\ " \' <l> `raw` // c /* d */ = H\n- i\n#read("/etc/passwd") ~ -- ---', ctl: Array.from({length:0x120},(_, i)=>String.fromCharCode(i)).join('')+'\ud800\u202e\ufeff\u2028\uffff', xlines:'x\n'.repeat(5000), lines:'\n'.repeat(3000)+'x',
};
for (const [n,v] of Object.entries(nasty)) {
  let a = exampleAnswers('perfect');
  for (const c of cellsOf(currentPack.form).values()) if (c.type.kind==='text' && (n==='markup'||n==='ctl'||['supportPolicies','leaderContact','consortiumName','features'].includes(c.path)||c.path.startsWith('talent'))) a = withValue(a,c.path,v);
  const t=performance.now(); const b=renderPdf(currentPack.form,a); console.log(n,b.length,Math.round(performance.now()-t), Math.round(process.memoryUsage().rss/1e6)); writeFileSync(`/tmp/n-${n}.pdf`,b);
}
