import { csvLine, safeCsvText } from '#documents/xlsx/ledger/safe-cell.ts';
import { finallyListed } from './listed-consortia.ts';
import { kindName } from './lists-page.ts';
import type { Made } from './public-pages.ts';
import type { PublicRecord } from './public-record.ts';

type Value = string | number | readonly string[] | null;
type Column = { id: string; title: string; about: string };

export type DataSet = {
  /** Of its files: `/public/data/<id>.csv` and `.json`. */
  id: string;
  title: string;
  about: string;
  columns: readonly Column[];
  rowsOf: (record: PublicRecord) => readonly Readonly<Record<string, Value>>[];
};

/** What can be taken away. Columns are only ever added, at the end: others' programs read these files. */
export const dataSets: readonly DataSet[] = [
  {
    id: 'consortia',
    title: '培育单位',
    about: '列入培育名单的市域产教联合体，每家一行。',
    columns: [
      { id: 'consortiumId', title: '标识', about: '联合体在本站的固定标识，见于网址' },
      { id: 'name', title: '联合体名称', about: '按最近公布的名单' },
      { id: 'province', title: '省份', about: '推荐的省级教育行政部门所在' },
      { id: 'city', title: '城市', about: '所在城市；名单未注明的为空' },
      { id: 'park', title: '依托园区', about: '依托的产业园区' },
      { id: 'leadSchool', title: '牵头学校', about: '学校名称' },
      { id: 'leadEnterprise', title: '牵头企业', about: '企业名称' },
      { id: 'groups', title: '产业', about: '所属产业大类；多类的在CSV中以“、”分隔，在JSON中为数组' },
      { id: 'industries', title: '主导产业情况', about: '推荐书所写' },
      { id: 'listedOn', title: '公布日期', about: '列入最近一份培育名单的日期，YYYY-MM-DD' },
      { id: 'list', title: '名单', about: '最近一份培育名单的标题' },
      { id: 'number', title: '文号', about: '该名单的文号' },
      { id: 'since', title: '培育起始日', about: 'YYYY-MM-DD；尚未确定的为空' },
    ],
    rowsOf: (record) =>
      finallyListed(record).map(({ lists, since = null, outcome: _, ...item }) => {
        const list = lists.find(({ kind }) => kind === 'list');
        const { publishedOn: listedOn = null, title = null, number = null } = list ?? {};
        return { ...item, listedOn, list: title, number, since };
      }),
  },
  {
    id: 'publications',
    title: '通知与名单',
    about: '已公布的通知、公示名单和培育名单，每件一行。',
    columns: [
      { id: 'id', title: '标识', about: '见于网址 /public/lists/标识' },
      { id: 'kind', title: '类别', about: '通知、公示或培育名单' },
      { id: 'number', title: '文号', about: '没有文号的为空' },
      { id: 'title', title: '标题', about: '公布时的标题' },
      { id: 'issuer', title: '公布单位', about: '单位名称' },
      { id: 'publishedOn', title: '公布日期', about: 'YYYY-MM-DD' },
      { id: 'batch', title: '批次', about: '所属批次的名称' },
      { id: 'consortia', title: '联合体数', about: '名单所列家数；通知为0' },
      { id: 'digest', title: '摘要', about: '公布内容（content.json）的SHA-256' },
    ],
    rowsOf: ({ publications, batches }) =>
      publications.map(({ id, kind, number, title, publishedOn, batchId, content, digest }) => ({
        id,
        kind: kindName({ kind, content }),
        number,
        title,
        issuer: content.issuer,
        publishedOn,
        batch: batches.find((batch) => batch.id === batchId)?.title ?? null,
        consortia: content.items.length,
        digest,
      })),
  },
  {
    id: 'calendar',
    title: '批次日程',
    about: '各批次各阶段的截止时间，每个阶段一行。',
    columns: [
      { id: 'batchId', title: '批次标识', about: '见于网址 /public/batches/标识' },
      { id: 'batch', title: '批次', about: '批次的名称' },
      { id: 'stage', title: '阶段', about: '阶段的名称' },
      { id: 'closesAt', title: '截止时间', about: 'ISO 8601，协调世界时' },
      { id: 'extensions', title: '延期次数', about: '理由见批次的页面' },
    ],
    rowsOf: ({ batches }) =>
      batches.flatMap(({ id, title, stages, extensions }) =>
        stages.map(({ id: stage, label, closesAt }) => ({
          batchId: id,
          batch: title,
          stage: label,
          closesAt: closesAt.toISOString(),
          extensions: extensions.filter((extension) => extension.stage === stage).length,
        })),
      ),
  },
];

/** UTF-8 with its mark, which Excel needs to read Chinese; no cell is ever a formula. */
export function writeCsv({ columns, rowsOf }: DataSet, record: PublicRecord): Made {
  const lines = [
    csvLine(columns.map(({ title }) => title)),
    ...rowsOf(record).map((row) => csvLine(columns.map(({ id }) => safeCsvText(cellText(row[id] ?? null))))),
  ];
  return { type: 'text/csv; charset=utf-8', body: `\ufeff${lines.join('')}` };
}

/** `{ id, title, columns, rows }`; a row is an object by the columns' ids. */
export function writeJson({ id, title, columns, rowsOf }: DataSet, record: PublicRecord): Made {
  const rows = rowsOf(record).map((row) =>
    Object.fromEntries(columns.map((column) => [column.id, row[column.id] ?? null])),
  );
  return { type: 'application/json; charset=utf-8', body: JSON.stringify({ id, title, columns, rows }) };
}

function cellText(value: Value): string {
  if (value === null) return '';
  return typeof value === 'object' ? value.join('、') : String(value);
}
