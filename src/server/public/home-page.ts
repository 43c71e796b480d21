import { calendarOf, isOver, openPublicity } from './batch-calendar.ts';
import { momentText } from './beijing-time.ts';
import { type Html, html } from './html.ts';
import { finallyListed } from './listed-consortia.ts';
import { publicationList } from './lists-page.ts';
import type { PublicPage } from './public-layout.ts';
import type { Publication, PublicRecord } from './public-record.ts';

const shownAtOnce = 8;

/** What is going on: lists that may be objected to, calendars of the open batches, the latest notices and lists. */
export function homePage(record: PublicRecord, now: Date): PublicPage {
  const open = record.batches.filter((batch) => !isOver(batch, now));
  const past = record.batches.filter((batch) => isOver(batch, now));
  const listed = finallyListed(record).length;
  return {
    title: '市域产教联合体',
    path: '/public',
    about: '市域产教联合体的通知、申报批次日程、公示与培育名单、统计和开放数据。',
    body: html`${openPublicity(record, now).map(({ publication, closesAt }) => publicityCard(publication, closesAt))}
<section class="card"><h2>通知与名单</h2>
${
  record.publications.length === 0
    ? html`<p>还没有公布的通知和名单。公布后即在这里列出。</p>`
    : publicationList(record.publications.slice(0, shownAtOnce))
}${record.publications.length > shownAtOnce && html`\n<p><a href="/public/lists">全部${record.publications.length}件</a></p>`}
</section>
<section class="card"><h2>进行中的批次</h2>
${open.length === 0 && html`<p>目前没有进行中的批次。</p>`}${open.map(
  (batch) => html`<h3><a href="/public/batches/${batch.id}">${batch.title}</a></h3>\n${calendarOf(batch, now)}\n`,
)}</section>
${
  past.length > 0 &&
  html`<section class="card"><h2>已结束的批次</h2>
<ul class="items">${past.map(({ id, title }) => html`<li><a href="/public/batches/${id}">${title}</a></li>`)}</ul></section>`
}
<section class="card"><h2>培育单位</h2>
<p>${listed > 0 ? html`已公布<strong>${listed}</strong>家。` : '名单公布后可在这里查到各联合体。'}<a href="/public/consortia">培育单位</a>　<a href="/public/statistics">按省份、产业和批次统计</a>　<a href="/public/data">下载数据</a></p>
</section>`,
  };
}

function publicityCard({ id, title }: Publication, closesAt: Date): Html {
  return html`<section class="card notice"><h2>正在公示</h2>
<p><a href="/public/lists/${id}">${title}</a></p>
<p>公示至${momentText(closesAt)}。对名单有异议的，可在此前<a href="/public/objections/${id}">提出异议</a>。</p></section>
`;
}
