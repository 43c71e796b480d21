import { choice, count, day, optional, person, text } from '#core/ledger/fields.ts';
import { defineKind } from '#core/ledger/kind.ts';

/** The council and its documents: observation points 2.1–2.4. */

export const councilSeat = defineKind({
  id: 'council-seat',
  label: '理事会成员',
  fields: {
    party: choice('类别', '政府', '企业', '学校', '科研机构'),
    organisation: text('单位'),
    person: person('姓名'),
    role: choice('职务', '理事长', '副理事长', '秘书长', '理事'),
    from: day('任期起'),
    to: optional(day('任期止')),
  },
  identity: ['person', 'organisation', 'from'],
  years: { rule: 'inForce', from: 'from', to: 'to' },
  figures: [{ figure: 'councilSeats', label: '理事会成员', unit: '人', measure: { type: 'one' } }],
  supports: ['2.1', '2.2'],
  order: [['from', 'to']],
});

export const councilMeeting = defineKind({
  id: 'council-meeting',
  label: '理事会会议',
  fields: {
    name: text('会议名称'),
    heldOn: day('日期'),
    present: count('出席人数'),
    seats: count('应到人数'),
    resolutions: text('决议事项'),
  },
  identity: ['name', 'heldOn'],
  years: { rule: 'on', day: 'heldOn' },
  figures: [
    { figure: 'councilMeetings', label: '理事会会议', unit: '次', measure: { type: 'one' } },
    {
      figure: 'councilAttendanceRate',
      label: '理事会会议出席率',
      unit: '％',
      measure: { type: 'rate', part: { field: 'present' }, whole: { field: 'seats' } },
    },
  ],
  supports: ['2.4'],
  within: [['present', 'seats']],
});

export const governingDocument = defineKind({
  id: 'governing-document',
  label: '制度文件',
  fields: {
    kind: choice('类型', '章程', '运营管理制度', '人员聘用及评价', '绩效考核', '运营质量保障', '其他'),
    title: text('名称'),
    version: text('版本'),
    effectiveOn: day('生效日期'),
    repealedOn: optional(day('废止日期')),
  },
  identity: ['title', 'version'],
  years: { rule: 'inForce', from: 'effectiveOn', to: 'repealedOn' },
  figures: [{ figure: 'governingDocuments', label: '制度文件', unit: '件', measure: { type: 'one' } }],
  supports: ['2.3'],
  order: [['effectiveOn', 'repealedOn']],
});
