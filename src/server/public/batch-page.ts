import { isScored } from '#core/indicator/indicator.ts';
import { calendarOf, currentStage } from './batch-calendar.ts';
import { dayText, momentText } from './beijing-time.ts';
import { type Html, html } from './html.ts';
import { publicationList } from './lists-page.ts';
import type { PublicPage } from './public-layout.ts';
import type { PublicBatch, PublicRecord } from './public-record.ts';

/** A batch as everybody may see it: calendar, extensions with their reasons, rules, weights, and how far it is. */
export function batchPage(record: PublicRecord, now: Date, id: string): PublicPage | undefined {
  const batch = record.batches.find((each) => each.id === id);
  if (!batch) return undefined;
  const current = currentStage(batch, now);
  const published = record.publications.filter(({ batchId }) => batchId === id);
  return {
    title: batch.title,
    path: `/public/batches/${id}`,
    about: `${batch.title}的日程、规则、观测点权重和公布的名单。`,
    body: html`<section class="card"><h2>日程</h2>
<p>${current ? html`目前在<strong>${current.label}</strong>阶段，截止${momentText(current.closesAt)}。` : '各阶段均已结束。'}</p>
${calendarOf(batch, now)}
</section>
${extensionsCard(batch)}
<section class="card"><h2>进展</h2>
${published.length === 0 ? html`<p>还没有公布的通知和名单。</p>` : publicationList(published)}
${objectionsLine(batch)}
</section>
<section class="card"><h2>规则</h2>
<dl class="facts">
<dt>组织单位</dt><dd>${batch.issuer}</dd>
<dt>依据</dt><dd>${batch.notice}（${batch.noticeIssuer}，${dayText(batch.noticeOn)}）</dd>
${batch.kind === 'application' && html`<dt>推荐名额</dt><dd>每个省份不超过${batch.quota}家</dd>\n`}<dt>专家审阅</dt><dd>每份${batch.kind === 'application' ? '申报材料' : '自评报告'}由${batch.readers}位专家审阅</dd>
</dl>
</section>
${pointsCard(batch)}`,
  };
}

function objectionsLine({ objections: { taken, decided } }: PublicBatch): Html | false {
  return taken > 0 && html`<p>公示期间收到异议${taken}件，已答复${decided}件。</p>`;
}

function extensionsCard({ extensions, stages }: PublicBatch): Html | false {
  if (extensions.length === 0) return false;
  const labelOf = (stage: string) => stages.find(({ id }) => id === stage)?.label ?? stage;
  return html`<section class="card"><h2>延期</h2>
<table class="stacks">
<thead><tr><th scope="col">阶段</th><th scope="col">原截止时间</th><th scope="col">延至</th><th scope="col">理由</th></tr></thead>
<tbody>${extensions.map(
    ({ stage, before, after, reason }) => html`
<tr><td data-label="阶段">${labelOf(stage)}</td><td data-label="原截止时间">${momentText(before)}</td><td data-label="延至">${momentText(after)}</td><td data-label="理由">${reason}</td></tr>`,
  )}
</tbody></table></section>`;
}

function pointsCard({ points, weights }: PublicBatch): Html | false {
  if (points.length === 0) return false;
  return html`<section class="card"><h2>观测点与权重</h2>
<p class="soft">权重由本批次确定，用于汇总专家评分；不评分的观测点没有权重。</p>
<table>
<thead><tr><th scope="col">编号</th><th scope="col">观测点</th><th class="count" scope="col">权重</th></tr></thead>
${[...Map.groupBy(points, ({ indicator }) => indicator)].map(
  ([indicator, own]) => html`<tbody>
<tr><th colspan="3" scope="rowgroup">${indicator}</th></tr>${own.map(
    ({ id, kind, text }) => html`
<tr><td>${id}</td><td>${text}</td><td class="count">${isScored({ kind }) ? (weights[id] ?? 1) : '—'}</td></tr>`,
  )}
</tbody>
`,
)}</table></section>`;
}
