import { jobPosting } from '#core/talent/job-posting.ts';
import { occupationText, payText, positionKindLabels } from '#core/talent/position.ts';
import { dayOf, dayText } from './beijing-time.ts';
import { homeLink } from './home-link.ts';
import { type Html, html, linkedData } from './html.ts';
import { type OpenConsortium, openPositions, type PublicPosition } from './open-consortium.ts';
import { positionPath, positionSearchPath, positionsPath } from './open-paths.ts';
import type { PublicPage } from './public-layout.ts';

const onePage = 50;

/** The positions of a consortium that anybody may see, the newest first; `page` from 1. */
export function positionsPage(open: OpenConsortium, now: Date, page: number): PublicPage | undefined {
  const positions = openPositions(open, now);
  const pages = Math.max(1, Math.ceil(positions.length / onePage));
  if (page > pages) return undefined;
  const path = positionsPath(open.id);
  const people = positions.reduce((sum, { headcount }) => sum + headcount, 0);
  return {
    title: `${open.name}：公开岗位`,
    path: page === 1 ? path : `${path}?page=${page}`,
    about: `${open.name}成员企业公开招收的岗位${positions.length}个，共${people}人。`,
    feed: `${path}.atom`,
    body: html`<section class="card">
${
  positions.length === 0
    ? html`<p>目前没有招收中的公开岗位。企业公开新的岗位后即在这里列出。</p>`
    : html`<p>成员企业公开招收的岗位<strong>${positions.length}</strong>个，共<strong>${people}</strong>人。</p>
${positionList(open.id, positions.slice((page - 1) * onePage, page * onePage))}`
}
${pages > 1 && html`<p>${page > 1 && html`<a href="${path}?page=${page - 1}">上一页</a> `}第${page}页，共${pages}页${page < pages && html` <a href="${path}?page=${page + 1}">下一页</a>`}</p>`}
</section>
<p>可供程序读取：<a href="${path}.json">JSON</a>　<a href="${path}.atom">Atom订阅</a></p>
${homeLink(open)}`,
  };
}

export function positionList(consortiumId: string, positions: readonly PublicPosition[]): Html {
  return html`<ul class="items">${positions.map(
    ({ id, member, kind, title, level, headcount, pay, place, expiresOn }) => html`
<li><span><span class="kind">${positionKindLabels[kind]}</span><a href="${positionPath(consortiumId, id)}">${title}</a><br><span class="soft">${[member, place, level, `${headcount}人`].join('　')}</span></span><span>${payText(pay)}<br><span class="soft">${dayText(expiresOn)}截止</span></span></li>`,
  )}
</ul>`;
}

/** One position, with what search engines read of it. Nothing where it does not stand open. */
export function positionPage(open: OpenConsortium, now: Date, id: string, address: string): PublicPage | undefined {
  const position = openPositions(open, now).find((each) => each.id === id);
  if (!position) return undefined;
  const { member, kind, title, level, skills, headcount, startsOn, endsOn, pay, place } = position;
  const facts: readonly (readonly [string, string])[] = [
    ['招收单位', member],
    ['类型', positionKindLabels[kind]],
    ['人数', `${headcount}人`],
    ['地点', place],
    ['薪酬', payText(pay)],
    ['学历', level],
    ['技能', skills.join('、')],
    ['职业', occupationText(position)],
    ['时间', [startsOn && `${dayText(startsOn)}起`, endsOn && `${dayText(endsOn)}止`].filter(Boolean).join('，')],
    ['公布日期', dayText(dayOf(position.publicAt))],
    ['招收截止', dayText(position.expiresOn)],
  ];
  return {
    title: `${title}（${member}）`,
    path: positionPath(open.id, id),
    about: `${member}招收${title}${headcount}人，${place}，${payText(pay)}，${position.expiresOn}截止。`,
    body: html`<section class="card">
<dl class="facts">${facts.filter(([, text]) => text !== '').map(([label, text]) => html`\n<dt>${label}</dt><dd>${text}</dd>`)}
</dl>
</section>
<section class="card"><h2>怎样应聘</h2>
<p>${open.name}的在校学生可由所在学校报名参加双选会；其他应聘者请直接与招收单位联系。${open.page?.contact ? html`也可以联系联合体：` : ''}</p>
${open.page?.contact ? html`<p class="text">${open.page.contact}</p>` : ''}
</section>
<p><a href="${positionsPath(open.id)}">${open.name}的全部公开岗位</a>　<a href="${positionSearchPath}">查找各联合体的公开岗位</a></p>
${homeLink(open)}
${linkedData(postingOf(open, position, address))}`,
  };
}

/** What somebody finds who comes back for a position that is over. */
export function positionOverPage(open: OpenConsortium | undefined): PublicPage {
  return {
    title: '岗位已停止招收',
    path: '/public',
    isPersonal: true,
    body: html`<section class="card"><p>这个岗位已到期，或者招收单位不再公开招收。</p>
<p>${open ? html`<a href="${positionsPath(open.id)}">${open.name}招收中的公开岗位</a>` : html`<a href="${positionSearchPath}">查找公开岗位</a>`}</p></section>`,
  };
}

export function postingOf(open: OpenConsortium, position: PublicPosition, address: string) {
  const url = `${address}${positionPath(open.id, position.id)}`;
  return jobPosting(position, { url, postedOn: dayOf(position.publicAt), region: open.region });
}
