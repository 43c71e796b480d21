import { dayText } from './beijing-time.ts';
import { type Count, countListed, type Progress } from './count-listed.ts';
import { type Html, html } from './html.ts';
import type { PublicPage } from './public-layout.ts';
import type { PublicRecord } from './public-record.ts';

/** The final lists counted; every bar stands in a table beside its number. */
export function statisticsPage(record: PublicRecord, now: Date): PublicPage {
  const { total, provinces, industries, batches, progress } = countListed(record, now);
  return {
    title: '统计',
    path: '/public/statistics',
    about: `已公布市域产教联合体${total}家：按省份、产业和批次统计，以及建设目标的进度。`,
    body: html`<section class="card"><h2>建设进度</h2>
<p>已公布培育名单共<strong>${total}</strong>家。</p>
${progressTable(progress)}
</section>
${
  total === 0
    ? html`<section class="card"><p>培育名单公布后，这里按省份、产业和批次列出数量。</p></section>`
    : html`${countTable('按省份', '省份', provinces, total)}
${countTable('按产业', '产业', industries, total, '主导产业涉及多类的，在各类中分别计数。')}
${countTable('按批次', '批次', batches, total)}`
}
<p>以上数据可在“<a href="/public/data">数据开放</a>”下载。</p>`,
  };
}

function progressTable(progress: readonly Progress[]): Html {
  return html`<table>
<thead><tr><th scope="col">截至</th><th class="count" scope="col">目标（家左右）</th><th class="count" scope="col">已公布（家）</th><th scope="col">进度</th></tr></thead>
<tbody>${progress.map(
    ({ by, total, listed, isPast }) => html`
<tr><th scope="row">${dayText(by)}${isPast && html`<span class="soft">（已过）</span>`}</th><td class="count">${total}</td><td class="count">${listed}</td><td class="bar">${bar(listed, total)}${percent(listed, total)}</td></tr>`,
  )}
</tbody></table>`;
}

function countTable(title: string, label: string, counts: readonly Count[], total: number, note = ''): Html {
  const most = Math.max(...counts.map(({ count }) => count));
  return html`<section class="card"><h2>${title}</h2>
<table>
<thead><tr><th scope="col">${label}</th><th class="count" scope="col">数量（家）</th><th scope="col">占全部</th></tr></thead>
<tbody>${counts.map(
    (each) => html`
<tr><th scope="row">${each.label}</th><td class="count">${each.count}</td><td class="bar">${bar(each.count, most)}${percent(each.count, total)}</td></tr>`,
  )}
</tbody></table>
${note !== '' && html`<p class="soft">${note}</p>`}
</section>`;
}

function percent(part: number, whole: number): string {
  return `${Math.round((100 * part) / whole)}%`;
}

function bar(part: number, whole: number): Html {
  const width = Math.min(100, Math.round((100 * part) / Math.max(1, whole)));
  return html`<svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true"><rect width="${width}" height="8"/></svg>`;
}
