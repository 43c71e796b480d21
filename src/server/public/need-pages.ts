import { fenOf, groupedYuan } from '#core/quantity/yuan.ts';
import { dayOf, dayText, momentText } from './beijing-time.ts';
import { homeLink } from './home-link.ts';
import { type Html, html, linkedData } from './html.ts';
import type { OpenConsortium, PublicNeed } from './open-consortium.ts';
import { needPath, needsPath } from './open-paths.ts';
import type { PublicPage } from './public-layout.ts';

const onePage = 50;

/** The technology needs of a consortium that anybody may see, the newest first; `page` from 1. */
export function needsPage(open: OpenConsortium, now: Date, page: number): PublicPage | undefined {
  const { id, name, needs } = open;
  const pages = Math.max(1, Math.ceil(needs.length / onePage));
  if (page > pages) return undefined;
  const path = needsPath(id);
  const calls = needs.filter((need) => isCalled(need, now)).length;
  return {
    title: `${name}：公开技术需求`,
    path: page === 1 ? path : `${path}?page=${page}`,
    about: `${name}成员企业向社会公开的技术需求${needs.length}项。`,
    body: html`<section class="card">
${
  needs.length === 0
    ? html`<p>目前没有公开的技术需求。企业公开新的需求后即在这里列出。</p>`
    : html`<p>成员企业向社会公开的技术需求<strong>${needs.length}</strong>项${calls > 0 && html`，其中<strong>${calls}</strong>项正在揭榜`}。</p>
${needList(id, needs.slice((page - 1) * onePage, page * onePage), now)}`
}
${pages > 1 && html`<p>${page > 1 && html`<a href="${path}?page=${page - 1}">上一页</a> `}第${page}页，共${pages}页${page < pages && html` <a href="${path}?page=${page + 1}">下一页</a>`}</p>`}
</section>
${homeLink(open)}`,
  };
}

export function needList(consortiumId: string, needs: readonly PublicNeed[], now: Date): Html {
  return html`<ul class="items">${needs.map(
    (need) => html`
<li><span><span class="kind">${need.kind}</span><a href="${needPath(consortiumId, need.id)}">${need.title}</a><br><span class="soft">${[need.member, need.field].join('　')}</span></span><span>预算${yuan(need.budget)}<br><span class="soft">${isCalled(need, now) ? `揭榜${momentText(need.closesAt)}截止` : `${dayText(dayOf(need.publicAt))}公布`}</span></span></li>`,
  )}
</ul>`;
}

/** One need as its enterprise tells it to everybody. Nothing where it does not, or no more. */
export function needPage(open: OpenConsortium, now: Date, id: string, address: string): PublicPage | undefined {
  const need = open.needs.find((each) => each.id === id);
  if (!need) return undefined;
  const { member, title, field, kind, keywords, budget, summary, detail, publicAt } = need;
  const called = isCalled(need, now);
  const facts: readonly (readonly [string, string])[] = [
    ['企业', member],
    ['领域', field],
    ['类型', kind],
    ['关键词', keywords.join('、')],
    ['预算', yuan(budget)],
    ['公布日期', dayText(dayOf(publicAt))],
    ['揭榜截止', called ? momentText(need.closesAt) : ''],
  ];
  return {
    title: `${title}（${member}）`,
    path: needPath(open.id, id),
    about: `${member}的技术需求：${summary}`.replace(/\s+/g, ' ').slice(0, 150),
    body: html`<section class="card">
<dl class="facts">${facts.filter(([, text]) => text !== '').map(([label, text]) => html`\n<dt>${label}</dt><dd>${text}</dd>`)}
</dl>
</section>
<section class="card"><h2>需求</h2>
<p class="text">${summary}</p>
${detail !== '' && html`<p class="text">${detail}</p>`}
</section>
<section class="card"><h2>怎样承接</h2>
<p>${called ? html`这项需求正在揭榜挂帅，${momentText(need.closesAt)}截止。` : ''}${open.name}的成员单位登录后在“技术服务”中${called ? '查看要求、提交标书' : '与企业对接'}；其他单位请直接与企业联系。${open.page?.contact ? html`也可以联系联合体：` : ''}</p>
${open.page?.contact ? html`<p class="text">${open.page.contact}</p>` : ''}
</section>
<p><a href="${needsPath(open.id)}">${open.name}的全部公开技术需求</a></p>
${homeLink(open)}
${linkedData({
  '@type': 'Organization',
  name: member,
  seeks: {
    '@type': 'Demand',
    name: title,
    description: summary,
    identifier: id,
    url: `${address}${needPath(open.id, id)}`,
    availabilityStarts: dayOf(publicAt),
    ...(called ? { availabilityEnds: need.closesAt.toISOString() } : {}),
  },
})}`,
  };
}

/** What somebody finds who comes back for a need that is over. */
export function needOverPage(open: OpenConsortium): PublicPage {
  return {
    title: '技术需求已结束',
    path: '/public',
    isPersonal: true,
    body: html`<section class="card"><p>这项技术需求已结束，或者企业不再向社会公开。</p>
<p><a href="${needsPath(open.id)}">${open.name}的公开技术需求</a></p></section>`,
  };
}

/** Whether members may bid at a moment: what is in memory may have closed meanwhile. */
const isCalled = (need: PublicNeed, now: Date): need is PublicNeed & { closesAt: Date } =>
  need.closesAt !== null && now < need.closesAt;

const yuan = (amount: string) => `${groupedYuan(fenOf(amount)).replace(/\.00$/, '')}元`;
