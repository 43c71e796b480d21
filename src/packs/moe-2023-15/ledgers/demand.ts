import {
  choice,
  code,
  count,
  day,
  decimal,
  enterprise,
  member,
  optional,
  school,
  text,
  year,
} from '#core/ledger/fields.ts';
import { defineKind } from '#core/ledger/kind.ts';

/** What enterprises need and how schools follow it: form part 2, 人才培养; observation points 4.1, 4.4, 5.1. The last three are the lists of a later notice. */

export const talentDemandReport = defineKind({
  id: 'talent-demand-report',
  label: '人才需求报告',
  fields: {
    publisher: member('发布单位'),
    title: text('报告名称'),
    publishedOn: day('发布日期'),
    link: optional(text('链接')),
  },
  identity: ['publisher', 'title'],
  reporter: 'publisher',
  years: { rule: 'on', day: 'publishedOn' },
  figures: [{ figure: 'demandReports', measure: { type: 'one' } }],
  supports: ['4.1'],
});

export const majorAdjustment = defineKind({
  id: 'major-adjustment',
  label: '专业动态调整',
  fields: {
    school,
    major: code('专业', 'major'),
    action: choice('调整', '新增', '停招', '撤销', '改造'),
    decidedOn: day('决定日期'),
    basis: text('依据'),
  },
  identity: ['school', 'major', 'action', 'decidedOn'],
  reporter: 'school',
  years: { rule: 'on', day: 'decidedOn' },
  figures: [
    {
      figure: 'majorAdjustments',
      label: '专业动态调整',
      unit: '个',
      measure: { type: 'one' },
      listedFor: 'talentPlatformProgress',
      listedAs: '{school}{action}{major}专业',
    },
  ],
  supports: ['4.1'],
});

export const enterprisePositions = defineKind({
  id: 'enterprise-positions',
  label: '企业岗位设置',
  fields: {
    enterprise,
    year: year('年度'),
    total: count('岗位总量'),
    apprentice: count('学徒岗位'),
    internship: count('实习岗位'),
    teacher: count('教师实践岗位'),
  },
  identity: ['enterprise', 'year'],
  reporter: 'enterprise',
  years: { rule: 'year', field: 'year' },
  figures: [
    {
      figure: 'apprenticePositionRate',
      measure: { type: 'rate', part: { field: 'apprentice' }, whole: { field: 'total' } },
    },
  ],
  supports: ['4.4'],
  within: [
    ['apprentice', 'total'],
    ['internship', 'total'],
    ['teacher', 'total'],
  ],
});

export const coreProduct = defineKind({
  id: 'core-product',
  label: '核心产品',
  fields: {
    enterprise,
    name: text('产品名称'),
    field: text('领域'),
    listedOn: day('列入日期'),
    delistedOn: optional(day('移出日期')),
  },
  identity: ['enterprise', 'name'],
  reporter: 'enterprise',
  years: { rule: 'inForce', from: 'listedOn', to: 'delistedOn' },
  figures: [{ figure: 'coreProducts', label: '核心产品', unit: '个', measure: { type: 'one' } }],
  supports: ['5.1'],
  order: [['listedOn', 'delistedOn']],
});

export const technologyNeed = defineKind({
  id: 'technology-need',
  label: '技术需求',
  fields: {
    enterprise,
    title: text('需求名称'),
    field: text('领域'),
    budget: decimal('预算（万元）'),
    publishedOn: day('发布日期'),
    closedOn: optional(day('结束日期')),
  },
  identity: ['enterprise', 'title'],
  reporter: 'enterprise',
  years: { rule: 'inForce', from: 'publishedOn', to: 'closedOn' },
  figures: [{ figure: 'technologyNeeds', label: '技术需求', unit: '项', measure: { type: 'one' } }],
  supports: ['5.1'],
  order: [['publishedOn', 'closedOn']],
});

export const talentNeed = defineKind({
  id: 'talent-need',
  label: '人才需求',
  fields: {
    enterprise,
    position: text('岗位'),
    occupation: code('职业', 'occupation'),
    level: choice('学历', '中职', '高职', '本科', '研究生', '不限'),
    headcount: count('人数'),
    year: year('年度'),
  },
  identity: ['enterprise', 'position', 'level', 'year'],
  reporter: 'enterprise',
  years: { rule: 'year', field: 'year' },
  figures: [{ figure: 'talentNeeds', label: '人才需求', unit: '人', measure: { type: 'sum', field: 'headcount' } }],
  supports: ['4.1'],
});
