import { spansOf } from '#core/standing/standing.ts';
import { standingLabel } from '#server/standing/register.ts';
import { dayOf, dayText } from './beijing-time.ts';
import { type Html, html } from './html.ts';
import { listedConsortia } from './listed-consortia.ts';
import type { PublicPage } from './public-layout.ts';
import type { PublicRecord } from './public-record.ts';

type Events = PublicRecord['register'][number]['events'];

/** The standings of one consortium, one after the other, and every decision that they rest on, as it became known. */
export function standingPage(record: PublicRecord, _now: Date, id: string): PublicPage | undefined {
  const entry = record.register.find(({ consortiumId }) => consortiumId === id);
  if (!entry) return undefined;
  const { name, province, batch, events } = entry;
  const isListed = listedConsortia(record).some(({ consortiumId }) => consortiumId === id);
  return {
    title: `${name}：资格状态`,
    path: `/public/register/${id}`,
    about: `${name}（${province}）的资格状态及历次决定。`,
    body: html`<section class="card">
<dl class="facts"><dt>省份</dt><dd>${province}</dd>${batch !== null && html`<dt>批次</dt><dd>${batch}</dd>`}</dl>
${isListed && html`<p><a href="/public/consortia/${id}">${name}的公开信息</a></p>`}
</section>
<section class="card"><h2>状态</h2>
${spansTable(events)}
</section>
<section class="card"><h2>历次决定</h2>
<p class="soft">按作出的先后排列。决定追溯到以前的，该日起的状态以后作出的决定为准；当时登记簿所载，可在<a href="/public/register">登记簿</a>中按“只计截至该日的决定”查到。</p>
${eventsTable(events)}
</section>
<p>发现该联合体有违规行为的，可以<a href="/public/reports/new?consortium=${id}">反映问题</a>。</p>
<p><a href="/public/register">资格登记簿</a></p>`,
  };
}

function spansTable(events: Events): Html {
  return html`<table class="stacks">
<thead><tr><th scope="col">状态</th><th scope="col">自</th><th scope="col">至</th></tr></thead>
<tbody>${spansOf(events).map(
    ({ standing, from, until }) => html`
<tr><td data-label="状态">${standing ? standingLabel(standing) : '无'}</td><td data-label="自">${dayText(from)}</td><td data-label="至">${until === null ? '今' : `${dayText(until)}前`}</td></tr>`,
  )}
</tbody></table>`;
}

function eventsTable(events: Events): Html {
  return html`<table class="stacks">
<thead><tr><th scope="col">登记日期</th><th scope="col">状态</th><th scope="col">生效</th><th scope="col">文号</th><th scope="col">理由</th></tr></thead>
<tbody>${events.map(
    ({ standing, from, until, reason, document, at }) => html`
<tr><td data-label="登记日期">${dayText(dayOf(at))}</td><td data-label="状态">${standingLabel(standing)}</td><td data-label="生效">${dayText(from)}起${until !== null && `，${dayText(until)}前`}${from < dayOf(at) && '（追溯）'}</td><td data-label="文号">${document || '—'}</td><td data-label="理由">${reason}</td></tr>`,
  )}
</tbody></table>`;
}
