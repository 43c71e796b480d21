import type { Chart } from '#core/monitoring-report/chart.ts';
import { type ReportContent, reportPath } from '#server/talent-report/report-views.ts';
import { dayText } from './beijing-time.ts';
import { type Html, html, linkedData } from './html.ts';
import type { PublicPage } from './public-layout.ts';
import type { PublicRecord } from './public-record.ts';

export const talentReportsPath = '/public/talent-reports';

/** The demand reports that consortia have published, the latest first. */
export function talentReportsPage({ talentReports }: PublicRecord): PublicPage {
  return {
    title: '人才需求报告',
    path: talentReportsPath,
    about: `市域产教联合体发布的人才需求报告${talentReports.length}份：各职业的需求、供给、缺口和推算。`,
    body: html`<section class="card">
${
  talentReports.length === 0
    ? html`<p>还没有联合体发布人才需求报告。发布后在这里列出，可在网页阅读，也可下载Word和PDF。</p>`
    : talentReportList(talentReports)
}
</section>`,
  };
}

export function talentReportList(talentReports: PublicRecord['talentReports']): Html {
  return html`<ul class="items">${talentReports.map(
    ({ id, title, publisher, publishedOn }) => html`
<li><span><a href="${reportPath(id)}">${title}</a><br><span class="soft">${publisher}</span></span><span class="soft"><time datetime="${publishedOn}">${dayText(publishedOn)}</time></span></li>`,
  )}
</ul>`;
}

/** One report as it was published: its texts, tables and charts, each chart with the numbers that it draws. */
export function talentReportPage(id: string, content: ReportContent, digest: string): PublicPage {
  const { title, consortium, publisher, publishedOn, figuresOn, body } = content;
  const path = reportPath(id);
  return {
    title,
    path,
    about: `${consortium}发布的人才需求报告，数据截至${dayText(figuresOn)}。`,
    body: html`<p class="soft">${publisher}，${dayText(publishedOn)}发布；数据截至${dayText(figuresOn)}，发布后不再变动。</p>
<p class="jumps"><a href="${path}/report.docx">下载Word</a> <a href="${path}/report.pdf">下载PDF</a> <a href="${talentReportsPath}">全部报告</a></p>
<article class="card report">${body.map(blockHtml)}
</article>
<p class="soft">内容摘要（SHA-256）：<span class="digest">${digest}</span></p>
${linkedData({ '@type': 'Report', name: title, datePublished: publishedOn, publisher: { '@type': 'Organization', name: publisher } })}`,
  };
}

function blockHtml(block: ReportContent['body'][number]): Html {
  switch (block.kind) {
    case 'heading':
      return html`\n<h2>${block.text}</h2>`;
    case 'paragraph':
      return html`\n<p>${block.text}</p>`;
    case 'table':
      return html`
<div class="wide" role="region" aria-label="表格" tabindex="0"><table>
<thead><tr>${block.head.map((each) => html`<th scope="col">${each}</th>`)}</tr></thead>
<tbody>${block.rows.map(
        ([first = '', ...rest]) =>
          html`\n<tr><th scope="row">${first}</th>${rest.map((each) => html`<td>${each}</td>`)}</tr>`,
      )}
</tbody></table></div>`;
    case 'chart':
      return chartHtml(block);
  }
}

/** Bars beside their numbers, as the other public pages draw them. */
function chartHtml({ title, unit, labels, series }: Pick<Chart, 'title' | 'unit' | 'labels' | 'series'>): Html {
  const most = Math.max(1, ...series.flatMap(({ values }) => values.map(Number)));
  const rows = labels.flatMap((label, at) =>
    series.flatMap(({ name, values }) => {
      const value = values[at] ?? null;
      return value === null ? [] : [{ label: series.length > 1 ? `${label}（${name}）` : label, value }];
    }),
  );
  return html`
<table class="chart">
<caption>${title}（${unit}）</caption>
<tbody>${rows.map(
    ({ label, value }) => html`
<tr><th scope="row">${label}</th><td class="count">${value}</td><td class="bar"><svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true"><rect width="${Math.round((100 * Number(value)) / most)}" height="8"/></svg></td></tr>`,
  )}
</tbody></table>`;
}
