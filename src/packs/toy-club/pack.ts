import { definePack } from '#core/pack/pack.ts';
import { form } from './form.ts';
import { ledgers } from './ledgers.ts';

/** A chess club, not a consortium. If this pack passes through form, checks, documents and reader, the engine knows no notice by name. */
export const toyClub = definePack({
  id: 'toy-club',
  title: '棋社年度报告（引擎自测）',
  issuer: '示例棋协',
  issuedOn: '2031-01-01',
  form,
  names: {
    consortium: 'clubName',
    province: 'district',
    park: 'hall',
    leadSchool: 'captain',
    leadEnterprise: 'sponsor',
  },
  checks: [
    { id: 'required', severity: 'error', kind: 'required', because: '填报须知' },
    { id: 'type', severity: 'error', kind: 'type', because: '填报须知' },
    { id: 'text-limit', severity: 'error', kind: 'text-limit', because: '填报须知' },
    {
      id: 'income-sum',
      severity: 'error',
      kind: 'sum',
      total: 'income',
      parts: ['fees', 'grants'],
      tolerance: '0.01',
      because: '填报须知',
    },
    {
      id: 'coach-names',
      severity: 'error',
      kind: 'names-count',
      names: 'coaches',
      count: 'coachCount',
      because: '填报须知',
    },
    { id: 'player-names', severity: 'error', kind: 'roster-names', roster: 'players', because: '填报须知' },
    {
      id: 'more-games',
      severity: 'warning',
      kind: 'not-below',
      year: 2032,
      base: 2031,
      except: ['winRate'],
      because: '填报须知',
    },
    { id: 'fair-play', severity: 'error', kind: 'confirmed', field: 'fairPlay', because: '填报须知' },
  ],
  indicators: {
    title: '棋社评分',
    indicators: [
      {
        id: 'A',
        title: '活动',
        points: [
          { id: 'A1', kind: 'scored', most: 60, text: '对局数量' },
          { id: 'A2', kind: 'veto', text: '发生作弊' },
        ],
      },
    ],
  },
  ledgers,
  workflow: {
    initial: 'draft',
    states: {
      draft: { label: '填写' },
      submitted: { label: '已交' },
      confirmed: { label: '已确认' },
      returned: { label: '退回' },
      verified: { label: '已核对' },
      recommended: { label: '已推荐' },
      admitted: { label: '已受理' },
      rejected: { label: '未受理' },
      listed: { label: '入选' },
      unlisted: { label: '未入选' },
    },
    actions: {
      edit: { label: '填写' },
      submit: { label: '交表' },
      confirm: { label: '确认' },
      return: { label: '退回' },
      verify: { label: '核对' },
      recommend: { label: '推荐' },
      admit: { label: '受理' },
      reject: { label: '不受理' },
      list: { label: '入选' },
      unlist: { label: '不入选' },
    },
    transitions: [
      { from: 'draft', action: 'edit', to: 'draft', by: ['secretariat'] },
      { from: 'draft', action: 'submit', to: 'submitted', by: ['secretariat'], guards: ['no-errors'] },
      { from: 'submitted', action: 'return', to: 'returned', by: ['provincial-officer'] },
      { from: 'returned', action: 'edit', to: 'returned', by: ['secretariat'] },
      { from: 'returned', action: 'submit', to: 'submitted', by: ['secretariat'], guards: ['no-errors'] },
    ],
  },
  batch: {
    quota: 1,
    readers: 1,
    deadline: '2032-12-31T23:59:59+08:00',
    stages: [
      { id: 'application', label: '交表', by: 'secretariat', days: 0 },
      { id: 'recommendation', label: '推荐', by: 'provincial-officer', days: 10 },
    ],
    targets: [],
  },
  formalReview: [
    {
      id: 'complete',
      title: '表格填写完整',
      clause: '填报须知',
      words: '填报须知',
      kind: 'checks',
      of: 'submitted',
      checks: ['required', 'type'],
    },
    { id: 'hall', title: '有固定棋室', clause: '填报须知', words: '填报须知', kind: 'manual', cells: ['hall'] },
  ],
  regions: ['东片区', '西片区'],
  summary: {
    title: '棋社名单',
    columns: [
      { kind: 'number', title: '序号', width: 6 },
      { kind: 'cell', title: '棋社名称', cell: 'clubName', width: 20 },
      { kind: 'cell', title: '2032年对局数', cell: 'games.2032', width: 12 },
    ],
  },
});
