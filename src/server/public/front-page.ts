import { categoryLabels } from '#server/member/member-row.ts';
import { resourceRules } from '#server/resource/resource-right.ts';
import { dayOf, dayText } from './beijing-time.ts';
import { standingsOn } from './consortia-page.ts';
import { type Html, html, linkedData } from './html.ts';
import { listedConsortia } from './listed-consortia.ts';
import { publicationList } from './lists-page.ts';
import { needList } from './need-pages.ts';
import { type OpenConsortium, openPositions, type sections } from './open-consortium.ts';
import { eventList } from './open-events.ts';
import { eventsPath, homePath, needsPath, positionsPath } from './open-paths.ts';
import { positionList } from './position-pages.ts';
import type { PublicPage } from './public-layout.ts';
import type { PublicRecord } from './public-record.ts';
import { talentReportList } from './talent-report-page.ts';

type Section = (typeof sections)[number];
type Draw = (open: OpenConsortium, record: PublicRecord, now: Date) => Html | false;

export const sectionLabels: Readonly<Record<Section, string>> = {
  news: '动态（已公布的通知、名单和人才需求报告）',
  events: '近期活动（双选会、公开的培训班次、公开需求的揭榜截止时间，可订阅日历）',
  figures: '公开数据（只含已公布的）',
  members: '成员单位',
  positions: '公开岗位',
  needs: '公开技术需求',
  resources: '接受联合体以外单位的共享资源',
};

const shownPositions = 10;
const shownNeeds = 10;

/** A consortium's front page: what its secretariat chose to publish. Nothing where it has none. */
export function frontPage(open: OpenConsortium, record: PublicRecord, now: Date): PublicPage | undefined {
  const { id, name, region, page } = open;
  if (page === null) return undefined;
  const [first = ''] = page.introduction.split('\n');
  return {
    title: name,
    path: homePath(id),
    about: first.slice(0, 150),
    body: html`<section class="card"><p class="text">${page.introduction}</p></section>
${page.sections.map((section) => draw[section](open, record, now))}
${page.contact !== '' && html`<section class="card"><h2>联系我们</h2>\n<p class="text">${page.contact}</p></section>\n`}
<p class="soft">${dayText(dayOf(page.publishedAt))}发布，第${page.number}版。</p>
${linkedData({
  '@type': 'Organization',
  name,
  description: page.introduction,
  ...(region === '' ? {} : { address: { '@type': 'PostalAddress', addressCountry: 'CN', addressRegion: region } }),
})}`,
  };
}

const draw: Readonly<Record<Section, Draw>> = {
  news: ({ id }, { publications, talentReports }) => {
    const own = publications.filter(({ content }) => content.items.some(({ consortiumId }) => consortiumId === id));
    const reports = talentReports.filter(({ consortiumId }) => consortiumId === id);
    const told = [reports.length > 0 && talentReportList(reports), own.length > 0 && publicationList(own)];
    return told.some(Boolean) && card('动态', html`${told}`);
  },

  events: ({ id, events }, _record, now) =>
    card(
      '近期活动',
      html`${eventList(id, events, now) ?? html`<p>目前没有公布的活动。</p>`}
<p><a href="${eventsPath(id)}">订阅日历（ICS）</a> <span class="soft">把这个地址添加到手机或电脑的日历，变动会自动更新。</span></p>`,
    ),

  figures: (open, record, now) => {
    const listed = listedConsortia(record).find(({ consortiumId }) => consortiumId === open.id);
    const standing = listed && standingsOn(record, now)(listed);
    const positions = openPositions(open, now);
    const facts: readonly (readonly [string, string])[] = [
      ...(listed && standing
        ? ([
            ['资格', `${standing.label}${standing.since === undefined ? '' : `，自${dayText(standing.since)}起`}`],
            ['依托园区', listed.park],
            ['牵头学校', listed.leadSchool],
            ['牵头企业', listed.leadEnterprise],
            ['产业', listed.groups.join('、')],
          ] as const)
        : []),
      ['公开岗位', positions.length === 0 ? '' : `${positions.length}个，${sumOf(positions)}人`],
    ];
    const told = facts.filter(([, text]) => text !== '');
    return (
      told.length > 0 &&
      card(
        '公开数据',
        html`<dl class="facts">${told.map(([label, text]) => html`\n<dt>${label}</dt><dd>${text}</dd>`)}\n</dl>`,
      )
    );
  },

  members: ({ members }) => {
    const kinds = [...Map.groupBy(members, ({ category }) => category)];
    return (
      kinds.length > 0 &&
      card(
        `成员单位（${members.length}家）`,
        html`<dl class="facts">${kinds.map(
          ([category, own]) => html`
<dt>${categoryLabels.get(category) ?? category}（${own.length}）</dt><dd>${own.map(({ name }) => name).join('、')}</dd>`,
        )}
</dl>`,
      )
    );
  },

  positions: (open, _record, now) => {
    const positions = openPositions(open, now);
    return (
      positions.length > 0 &&
      card(
        '公开岗位',
        html`${positionList(open.id, positions.slice(0, shownPositions))}
<p><a href="${positionsPath(open.id)}">全部${positions.length}个公开岗位</a></p>`,
      )
    );
  },

  needs: ({ id, needs }, _record, now) =>
    needs.length > 0 &&
    card(
      '公开技术需求',
      html`${needList(id, needs.slice(0, shownNeeds), now)}
<p><a href="${needsPath(id)}">全部${needs.length}项公开技术需求</a></p>`,
    ),

  resources: ({ resources }) => {
    const labels = new Map(resourceRules().kinds.map(({ id, label }) => [id, label]));
    return (
      resources.length > 0 &&
      card(
        '共享资源',
        html`<p class="soft">以下资源接受联合体以外的单位使用，请与提供单位或联合体联系。</p>
<ul class="items">${resources.map(
          ({ kind, name, place, description, conditions, member }) => html`
<li><span><span class="kind">${labels.get(kind) ?? kind}</span>${name}${[description, conditions].filter((text) => text !== '').map((text) => html`<br><span class="soft">${text}</span>`)}</span><span class="soft">${[member, place].filter((text) => text !== '').join('　')}</span></li>`,
        )}
</ul>`,
      )
    );
  },
};

function card(title: string, body: Html): Html {
  return html`<section class="card"><h2>${title}</h2>
${body}
</section>
`;
}

const sumOf = (positions: readonly { headcount: number }[]) =>
  positions.reduce((sum, { headcount }) => sum + headcount, 0);
