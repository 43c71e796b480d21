import { payText, positionKindLabels, positionKinds } from '#core/talent/position.ts';
import { foundText } from '#core/talent/position-search.ts';
import { dayText } from './beijing-time.ts';
import { onePage, type PublicPositionSearch, type PublicPositionsFound } from './find-public-positions.ts';
import { type Html, html } from './html.ts';
import { positionPath, positionSearchPath, positionsPath } from './open-paths.ts';
import type { PublicPage } from './public-layout.ts';

/** Public positions of all consortia by words and kind; nothing past the last page. */
export function positionSearchPage(search: PublicPositionSearch, found: PublicPositionsFound): PublicPage | undefined {
  const { items, hasMore } = found;
  const { q, kind, page } = search;
  if (page > 1 && items.length === 0) return undefined;
  const isAll = q === '' && kind === undefined;
  return {
    title: '公开岗位',
    path: isAll && page === 1 ? positionSearchPath : addressOf(search),
    // There is no end of what may be looked for.
    isPersonal: !isAll,
    about: '各市域产教联合体成员企业公开招收的就业、学徒、实习和教师实践岗位。',
    body: html`<section class="card">
<p>各联合体成员企业公开招收的岗位，最新公开的在前。</p>
<form class="filter" method="get" action="${positionSearchPath}">
<p><label for="q">岗位、职业、企业、地点、技能</label><input type="search" id="q" name="q" value="${q}" maxlength="100"></p>
<p><label for="kind">类型</label><select id="kind" name="kind"><option value="">全部</option>${positionKinds.map(
      (one) => html`<option value="${one}"${one === kind && html` selected`}>${positionKindLabels[one]}</option>`,
    )}</select></p>
<p><button type="submit">查找</button></p>
</form>
</section>
<section class="card"><h2>${isAll ? '招收中' : '找到'}${foundText({ total: (page - 1) * onePage + items.length + (hasMore ? 1 : 0), isMore: hasMore })}</h2>
${found.isWhole ? '' : html`<p>公开岗位很多，只在最新公开的20000个中查找；更早的请到各联合体的页面查看。</p>`}
${items.length === 0 ? nothing(isAll) : list(found)}
${(page > 1 || hasMore) && html`<p>${page > 1 && html`<a href="${addressOf({ ...search, page: page - 1 })}">上一页</a> `}第${page}页${hasMore && html` <a href="${addressOf({ ...search, page: page + 1 })}">下一页</a>`}</p>`}
</section>`,
  };
}

function list({ items }: PublicPositionsFound): Html {
  return html`<ul class="items">${items.map(
    ({ id, consortium, member, kind, title, level, headcount, pay, place, expiresOn }) => html`
<li><span><span class="kind">${positionKindLabels[kind]}</span><a href="${positionPath(consortium.id, id)}">${title}</a><br><span class="soft">${[member, place, level, `${headcount}人`].join('　')}</span><br><a class="soft" href="${positionsPath(consortium.id)}">${consortium.name}</a></span><span>${payText(pay)}<br><span class="soft">${dayText(expiresOn)}截止</span></span></li>`,
  )}
</ul>`;
}

function nothing(isAll: boolean): Html {
  return isAll
    ? html`<p>目前没有招收中的公开岗位。企业公开新的岗位后即在这里列出。</p>`
    : html`<p>没有符合条件的公开岗位。请少填几个词，或把类型改为“全部”。</p>`;
}

function addressOf({ q, kind, page }: PublicPositionSearch): string {
  const fields = { ...(q !== '' && { q }), ...(kind && { kind }), ...(page > 1 && { page: String(page) }) };
  const asked = new URLSearchParams(fields).toString();
  return asked === '' ? positionSearchPath : `${positionSearchPath}?${asked}`;
}
