import { registerOn } from '#server/standing/register.ts';
import { dayOf } from './beijing-time.ts';
import { type Html, html } from './html.ts';
import { type ListedConsortium, listedConsortia } from './listed-consortia.ts';
import { homePath } from './open-paths.ts';
import type { PublicPage } from './public-layout.ts';
import type { PublicRecord } from './public-record.ts';

/** Every consortium of the lists, by province, with what stands of it. */
export function consortiaPage(record: PublicRecord, now: Date): PublicPage {
  const standingOf = standingsOn(record, now);
  const provinces = [...Map.groupBy(listedConsortia(record), ({ province }) => province || '未注明省份')];
  return {
    title: '培育单位',
    path: '/public/consortia',
    about: '列入培育名单的市域产教联合体，按省份排列。',
    body: html`${
      provinces.length === 0
        ? html`<section class="card"><p>还没有公布培育名单。公布后，各联合体即按省份在这里列出；目前可在<a href="/public">首页</a>查看进行中的批次。</p></section>`
        : html`<nav class="card jumps" aria-label="省份">${provinces.map(
            ([province, own], at) => html`<a href="#p${at + 1}">${province}（${own.length}）</a>\n`,
          )}</nav>
${provinces.map(
  ([province, own], at) => html`<section class="card"><h2 id="p${at + 1}">${province}</h2>
<ul class="items">${own.map(
    (one) => html`
<li><span><a href="/public/consortia/${one.consortiumId}">${one.name}</a></span><span class="soft">${[one.city, one.park].filter((text) => text !== '').join('　')}　${standingOf(one).label}</span></li>`,
  )}
</ul></section>
`,
)}`
    }
${homesCard(record)}`,
  };
}

/** Front pages, also of those that no list names yet. */
function homesCard({ frontPages }: PublicRecord): Html | false {
  if (frontPages.length === 0) return false;
  return html`<section class="card"><h2>联合体主页</h2>
<ul class="items">${frontPages.map(({ consortiumId, name }) => html`\n<li><a href="${homePath(consortiumId)}">${name}</a></li>`)}
</ul></section>`;
}

/** What a consortium is on the day and since when, by the register; one that is not in it, by what was published of it. */
export function standingsOn(
  record: PublicRecord,
  now: Date,
): (one: ListedConsortium) => { label: string; since?: string | undefined } {
  const registered = new Map(registerOn(record.register, { on: dayOf(now) }).map((item) => [item.consortiumId, item]));
  return ({ consortiumId, lists, since }) => {
    const item = registered.get(consortiumId);
    if (item) return { label: item.label, since: item.since };
    if (since !== undefined) return { label: '培育单位', since };
    return { label: lists.some(({ kind }) => kind === 'list') ? '列入培育名单' : '公示中' };
  };
}
