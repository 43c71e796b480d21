import { type Standing, standings } from '#core/standing/standing.ts';
import { type RegisterItem, registerOn, standingLabel } from '#server/standing/register.ts';
import { dayOf, dayText } from './beijing-time.ts';
import { type Html, html } from './html.ts';
import type { PublicPage } from './public-layout.ts';
import type { PublicRecord } from './public-record.ts';

export type RegisterFilter = {
  /** `YYYY-MM-DD` */
  on: string;
  known?: string | undefined;
  standing?: Standing | undefined;
  province?: string | undefined;
};

const onePage = 100;

/** Who stood how on a day: any past one, by province and standing. */
export function registerPage(
  record: PublicRecord,
  now: Date,
  filter: RegisterFilter,
  { offset }: { offset: number },
): PublicPage {
  const found = registerOn(record.register, filter);
  const { on, known } = filter;
  return {
    title: '资格登记簿',
    path: '/public/register',
    about: '每家市域产教联合体在任何一日的资格状态：培育中、通过验收、限期整改、暂停、取消等。',
    body: html`<section class="card">
<p>按日查询每家联合体的资格状态。${known === undefined ? '以目前已作出的全部决定为准，包括事后作出、追溯到该日的决定。' : html`只计截至${dayText(known)}已作出的决定。`}</p>
${filterForm(record, now, filter)}
</section>
<section class="card"><h2>${dayText(on)}：${found.length}家</h2>
${countsLine(found)}
${found.length === 0 ? nothing(record) : itemsTable(found.slice(offset, offset + onePage))}
${pages(filter, offset, found.length)}
<p><a class="button" href="/public/register.csv?${address(filter)}">下载CSV</a> <a class="button" href="/api/public/consortia?${address(filter)}">JSON接口</a></p>
</section>
<p>发现联合体有违规行为的，可以<a href="/public/reports/new">反映问题</a>；已经反映的，可凭编号<a href="/public/reports">查询办理情况</a>。</p>`,
  };
}

function filterForm({ register }: PublicRecord, now: Date, { on, known, standing, province }: RegisterFilter): Html {
  const today = dayOf(now);
  const provinces = [...new Set(register.map((entry) => entry.province))];
  return html`<form class="filter" method="get" action="/public/register">
<p><label for="on">日期</label><input type="date" id="on" name="on" value="${on}" max="${today}" required></p>
<p><label for="standing">状态</label><select id="standing" name="standing"><option value="">全部</option>${standings.map(
    (one) => html`<option value="${one}"${one === standing && html` selected`}>${standingLabel(one)}</option>`,
  )}</select></p>
<p><label for="province">省份</label><select id="province" name="province"><option value="">全部</option>${provinces.map(
    (one) => html`<option value="${one}"${one === province && html` selected`}>${one}</option>`,
  )}</select></p>
<p><label for="known">只计截至该日的决定（可不填）</label><input type="date" id="known" name="known" value="${known ?? ''}" max="${today}"></p>
<p><button type="submit">查询</button></p>
</form>`;
}

function countsLine(found: readonly RegisterItem[]): Html | false {
  const counts = [...Map.groupBy(found, ({ label }) => label)];
  return counts.length > 1 && html`<p>${counts.map(([label, own]) => `${label}${own.length}家`).join('，')}。</p>`;
}

function nothing({ register }: PublicRecord): Html {
  return register.length === 0
    ? html`<p>还没有公布培育名单。公布后，各联合体即从公布之日起登记在此。</p>`
    : html`<p>该日没有符合条件的联合体。请换一个日期，或把状态和省份改为“全部”。</p>`;
}

function itemsTable(items: readonly RegisterItem[]): Html {
  return html`<table class="stacks">
<caption class="unseen">资格登记簿</caption>
<thead><tr><th scope="col">联合体</th><th scope="col">省份</th><th scope="col">批次</th><th scope="col">状态</th><th scope="col">起始日</th></tr></thead>
<tbody>${items.map(
    ({ consortiumId, name, province, batch, label, since }) => html`
<tr><td data-label="联合体"><a href="/public/register/${consortiumId}">${name}</a></td><td data-label="省份">${province}</td><td data-label="批次">${batch ?? '—'}</td><td data-label="状态">${label}</td><td data-label="起始日">${dayText(since)}</td></tr>`,
  )}
</tbody></table>`;
}

function pages(filter: RegisterFilter, offset: number, total: number): Html | false {
  if (total <= onePage) return false;
  const to = (at: number, words: string) =>
    html`<a href="/public/register?${address(filter)}&amp;offset=${at}">${words}</a> `;
  return html`<p>第${offset + 1}—${Math.min(offset + onePage, total)}家，共${total}家。${offset > 0 && to(Math.max(0, offset - onePage), '上一页')}${offset + onePage < total && to(offset + onePage, '下一页')}</p>`;
}

function address(filter: RegisterFilter): string {
  const given = Object.entries(filter).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
  return new URLSearchParams(Object.fromEntries(given)).toString();
}
