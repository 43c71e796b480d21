import type { OpenEntry } from './ledger-queries.ts';

type Source = NonNullable<OpenEntry['source']>;

/** Where a record of the consortium's running stands, by what it is. */
const records: Readonly<Record<string, { label: string; path: (consortium: string, record: string) => string }>> = {
  task: { label: '任务', path: (consortium, record) => `/consortia/${consortium}/tasks/${record}` },
  'post-appointment': { label: '岗位聘任', path: (consortium) => `/consortia/${consortium}/people` },
  honour: { label: '荣誉', path: (consortium) => `/consortia/${consortium}/honours` },
  demand: { label: '人才需求预测', path: (consortium) => `/consortia/${consortium}/talent` },
  'talent-report': {
    label: '人才需求报告',
    path: (consortium, record) => `/consortia/${consortium}/talent/reports/${record}`,
  },
  'major-case': {
    label: '专业调整档案',
    path: (consortium, record) => `/consortia/${consortium}/talent/majors/${record}`,
  },
  resource: { label: '共享资源', path: (consortium, record) => `/consortia/${consortium}/resources/${record}` },
  'resource-booking': { label: '共享资源的使用', path: (consortium) => `/consortia/${consortium}/resources` },
  apprenticeship: { label: '学徒培养与实习', path: (consortium) => `/consortia/${consortium}/apprenticeships` },
  'technology-need': {
    label: '技术需求',
    path: (consortium, record) => `/consortia/${consortium}/technology/needs/${record}`,
  },
  'technology-capability': {
    label: '技术服务能力',
    path: (consortium) => `/consortia/${consortium}/technology/capabilities`,
  },
  'skill-session': {
    label: '技能等级认定',
    path: (consortium, record) => `/consortia/${consortium}/training/sessions/${record}`,
  },
  'training-class': { label: '培训班次', path: (consortium) => `/consortia/${consortium}/training` },
  'technology-contract': {
    label: '技术合同',
    path: (consortium, record) => `/consortia/${consortium}/technology/contracts/${record}`,
  },
  'technology-record': {
    label: '技术合同的到账和成果',
    path: (consortium) => `/consortia/${consortium}/technology/contracts`,
  },
  'council-seat': { label: '理事会席位', path: (consortium) => `/consortia/${consortium}/council` },
  'support-policy': { label: '支持政策', path: (consortium, record) => `/consortia/${consortium}/policies/${record}` },
  fund: { label: '经费', path: (consortium, record) => `/consortia/${consortium}/funds?plan=${record}` },
  'governing-document': {
    label: '制度',
    path: (consortium, record) => `/consortia/${consortium}/documents/${record}?version=${record}`,
  },
};

/** The record that writes an entry: it is changed there, and the entry follows. */
export function EntrySource({ consortiumId, source }: { consortiumId: string; source: Source }) {
  const record = records[source.noun];
  return (
    <p>
      由{record ? <a href={record.path(consortiumId, source.recordId)}>{record.label}</a> : '联合体运行的记录'}
      自动写入；需要更改的，请到那里修改。
    </p>
  );
}
