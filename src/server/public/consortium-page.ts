import { dayText } from './beijing-time.ts';
import { standingOf } from './consortia-page.ts';
import { html, linkedData } from './html.ts';
import { listedConsortia } from './listed-consortia.ts';
import { publicationList } from './lists-page.ts';
import type { PublicPage } from './public-layout.ts';
import type { PublicRecord } from './public-record.ts';

/** One consortium: what the lists say of it, and nothing that they do not. */
export function consortiumPage(record: PublicRecord, _now: Date, id: string): PublicPage | undefined {
  const found = listedConsortia(record).find(({ consortiumId }) => consortiumId === id);
  if (!found) return undefined;
  const { name, province, city, park, leadSchool, leadEnterprise, industries, groups, since, lists } = found;
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
<p class="standing">${standingOf(found)}${since !== undefined && html`<span class="soft">自${dayText(since)}起</span>`}</p>
<dl class="facts">${facts
      .filter(([, text]) => text !== '')
      .map(([label, text]) => html`\n<dt>${label}</dt><dd>${text}</dd>`)}
</dl>
</section>
<section class="card"><h2>列入的名单</h2>
${publicationList(lists)}
</section>
<p><a href="/public/consortia">全部培育单位</a></p>
${linkedData({ '@type': 'Organization', name, address: { '@type': 'PostalAddress', addressCountry: 'CN', addressRegion: province, addressLocality: city } })}`,
  };
}
