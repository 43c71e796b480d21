import { momentText } from './beijing-time.ts';
import { html, linkedData } from './html.ts';
import { dataSets } from './open-data.ts';
import type { PublicPage } from './public-layout.ts';
import type { PublicRecord } from './public-record.ts';

/** The files to take away, and what each of their columns means. */
export function dataPage(record: PublicRecord): PublicPage {
  return {
    title: '数据开放',
    path: '/public/data',
    about: '市域产教联合体培育单位、通知与名单、批次日程的开放数据（CSV、JSON），附各列说明。',
    body: html`<section class="card">
<p>以下文件的网址固定，内容随公布即时更新，可供程序定期读取（支持ETag和Last-Modified）。最近一次变动：${momentText(record.changedAt)}。</p>
<p>CSV为UTF-8编码，可直接用Excel打开；以“=”“+”“-”“@”开头的文字前加了撇号，以免被当作公式。数据只含单位和名单，不含个人信息。</p>
</section>
${dataSets.map(
  ({ id, title, about, columns, rowsOf }) => html`<section class="card"><h2>${title}</h2>
<p>${about}现有${rowsOf(record).length}行。</p>
<p><a class="button" href="/public/data/${id}.csv">下载CSV</a> <a class="button" href="/public/data/${id}.json">下载JSON</a></p>
<table class="stacks">
<thead><tr><th scope="col">CSV列名</th><th scope="col">JSON字段</th><th scope="col">含义</th></tr></thead>
<tbody>${columns.map(
    (column) => html`
<tr><td data-label="CSV列名">${column.title}</td><td data-label="JSON字段"><code>${column.id}</code></td><td data-label="含义">${column.about}</td></tr>`,
  )}
</tbody></table>
${linkedData({
  '@type': 'Dataset',
  name: `市域产教联合体：${title}`,
  description: `${about}本数据集来自已公布的通知和名单，不含个人信息，随公布即时更新。`,
  dateModified: record.changedAt.toISOString(),
  isAccessibleForFree: true,
  distribution: [
    { '@type': 'DataDownload', encodingFormat: 'text/csv', contentUrl: `/public/data/${id}.csv` },
    { '@type': 'DataDownload', encodingFormat: 'application/json', contentUrl: `/public/data/${id}.json` },
  ],
})}</section>
`,
)}`,
  };
}
