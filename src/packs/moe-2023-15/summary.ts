import type { SummaryColumn } from '#core/pack/pack.ts';
import type { Names } from './fields.ts';

/** 推荐名单汇总表 (annex 3 in the body of the notice, which does not give its columns: these are ours). Widths in characters. */
export const summary: { title: string; columns: readonly SummaryColumn<Names>[] } = {
  title: '市域产教联合体推荐名单汇总表',
  columns: [
    { kind: 'number', title: '序号', width: 6 },
    { kind: 'cell', title: '推荐省份', cell: 'province', width: 12 },
    { kind: 'cell', title: '联合体名称', cell: 'consortiumName', width: 32 },
    { kind: 'cell', title: '依托园区', cell: 'park', width: 26 },
    { kind: 'cell', title: '牵头学校', cell: 'leadSchool', width: 24 },
    { kind: 'cell', title: '牵头企业', cell: 'leadEnterprise', width: 28 },
    { kind: 'cell', title: '联合体负责人', cell: 'leaderName', width: 14 },
    { kind: 'cell', title: '职务及联系方式', cell: 'leaderContact', width: 24 },
    { kind: 'cell', title: '园区总产值（亿元）', cell: 'parkOutput', width: 14 },
    { kind: 'cell', title: '2023年运行经费（万元）', cell: 'operatingFunds.2023', width: 16 },
  ],
};
