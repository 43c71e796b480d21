import type { Fields, NamesOf } from '#core/form/field.ts';

/** A chess club's yearly report: the engine's test subject, as unlike a consortium as the field kinds allow. */
export const fields = {
  clubName: { kind: 'text', label: '棋社名称' },
  district: { kind: 'choice', label: '所在片区', options: ['东片区', '西片区'] },
  hall: { kind: 'text', label: '活动场所' },
  captain: { kind: 'text', label: '社长' },
  sponsor: { kind: 'text', label: '赞助人' },
  reportedOn: { kind: 'day', label: '填报日期' },
  firstSeason: { kind: 'month', label: '首个赛季' },
  boards: { kind: 'number', label: '棋盘数量', unit: '副', decimals: 0 },
  fees: { kind: 'number', label: '会费收入', unit: '元', decimals: 2 },
  grants: { kind: 'number', label: '资助收入', unit: '元', decimals: 2 },
  income: { kind: 'number', label: '收入合计', unit: '元', decimals: 2 },
  games: { kind: 'number', label: '对局数', unit: '局', decimals: 0, years: [2030, 2031, 2032] },
  winRate: { kind: 'number', label: '胜率', unit: '％', decimals: 1, max: 100, years: [2030, 2031, 2032] },
  highlights: { kind: 'text', label: '年度亮点', limit: 20, lines: 'many', years: [2031, 2032] },
  coaches: { kind: 'names', label: '教练姓名' },
  coachCount: { kind: 'number', label: '教练人数', unit: '人', decimals: 0 },
  players: {
    kind: 'roster',
    label: '社员情况',
    unit: '人',
    countLabel: '人数',
    namesLabel: '姓名',
    extra: { id: 'rated', label: '有等级分人数', unit: '人' },
    categories: [
      { id: 'junior', label: '少年组', extra: true },
      { id: 'senior', label: '成年组', extra: true },
      { id: 'honorary', label: '荣誉社员' },
    ],
  },
  story: { kind: 'text', label: '社史', limit: 100, lines: 'many' },
  fairPlay: { kind: 'confirmation', label: '公平竞赛', statement: '本社全体社员遵守公平竞赛规则。' },
} as const satisfies Fields;

export type Names = NamesOf<typeof fields>;
