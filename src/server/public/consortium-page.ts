import { dayText } from './beijing-time.ts';
import { standingsOn } from './consortia-page.ts';
import { type Html, html, linkedData } from './html.ts';
import { listedConsortia } from './listed-consortia.ts';
import { publicationList } from './lists-page.ts';
import { homePath } from './open-paths.ts';
import type { PublicPage } from './public-layout.ts';
import type { PublicRecord } from './public-record.ts';

/** One consortium: what the lists say of it, and nothing that they do not. */
export function consortiumPage(record: PublicRecord, now: Date, id: string): PublicPage | undefined {
  const found = listedConsortia(record).find(({ consortiumId }) => consortiumId === id);
  if (!found) return undefined;
  const { name, province, city, park, leadSchool, leadEnterprise, industries, groups, lists } = found;
  const standing = standingsOn(record, now)(found);
  const facts: readonly (readonly [string, string])[] = [
    ['省份', province],
    ['城市', city],
    ['依托园区', park],
    ['牵头学校', leadSchool],
    ['牵头企业', leadEnterprise],
    ['产业', groups.join('、')],
    ['主导产业情况', industries],
  ];
  return {
    title: name,
    path: `/public/consortia/${id}`,
    about: `${name}：${[province, city, park].filter((text) => text !== '').join('，')}。`,
    body: html`<section class="card">
<p class="standing">${standing.label}${standing.since !== undefined && html`<span class="soft">自${dayText(standing.since)}起</span>`}</p>
<dl class="facts">${facts
      .filter(([, text]) => text !== '')
      .map(([label, text]) => html`\n<dt>${label}</dt><dd>${text}</dd>`)}
</dl>
</section>
<section class="card"><h2>列入的名单</h2>
${publicationList(lists)}
</section>
${acceptancesCard(record, id)}${record.register.some(({ consortiumId }) => consortiumId === id) && html`<p><a href="/public/register/${id}">资格状态和历次决定</a></p>`}
${record.frontPages.some(({ consortiumId }) => consortiumId === id) && html`<p><a href="${homePath(id)}">联合体主页</a></p>\n`}<p><a href="/public/consortia">全部培育单位</a></p>
${linkedData({ '@type': 'Organization', name, address: { '@type': 'PostalAddress', addressCountry: 'CN', addressRegion: province, addressLocality: city } })}`,
  };
}

/** What it came to at each acceptance, the latest first; drafts are no outcomes. */
function acceptancesCard({ publications }: PublicRecord, id: string): Html | false {
  const published = publications.flatMap(({ id: list, kind, title, publishedOn, content }) => {
    const outcome = content.items.find(({ consortiumId }) => consortiumId === id)?.outcome;
    return outcome && kind !== 'publicity' ? [{ list, title, publishedOn, outcome }] : [];
  });
  if (published.length === 0) return false;
  return html`<section class="card"><h2>验收</h2>
<ul class="items">${published.map(
    ({ list, title, publishedOn, outcome: { label, reason } }) => html`
<li><span><strong>${label}</strong>：${reason}<br><a href="/public/lists/${list}">${title}</a></span><span class="soft"><time datetime="${publishedOn}">${dayText(publishedOn)}</time></span></li>`,
  )}
</ul></section>
`;
}
