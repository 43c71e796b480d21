import type { EntryValues } from '#core/ledger/entry.ts';
import { defineKind, type LedgerBook } from '#core/ledger/kind.ts';
import { positionKindLabels, positionKinds } from '#core/talent/position.ts';
import { skillsOf } from '#core/talent/skills-text.ts';

const yes = '是';
const choice = (label: string) => ({ type: 'choice', label, options: [yes, '否'], optional: true }) as const;
const outside = {
  externalId: {
    type: 'text',
    label: '外部编号',
    help: '本单位系统中的编号，同一编号再次导入时更新，不重复登记',
  },
  source: { type: 'text', label: '来源系统', optional: true, help: '本单位有几个系统时写明是哪一个' },
} as const;
const skills = { type: 'text', label: '技能', optional: true, help: '多项用“、”分隔' } as const;

/** How a notice calls levels, and which categories of members are schools and enterprises. */
export type TalentWords = { levels: readonly string[]; memberClasses: LedgerBook['memberClasses'] };

/**
 * Positions and programmes as files hold them: described as ledgers are, so that one template, one reader, one report and one export serve both. A row is known
 * by its member, system and number there.
 */
export function talentBook({ levels, memberClasses }: TalentWords): LedgerBook {
  return {
    years: { first: 1990, last: 2100 },
    actual: 2100,
    memberClasses,
    fills: {},
    kinds: [
      defineKind({
        id: 'position',
        label: '岗位',
        fields: {
          member: { type: 'member', of: 'enterprise', label: '企业' },
          ...outside,
          kind: { type: 'choice', label: '类型', options: positionKinds.map((id) => positionKindLabels[id]) },
          title: { type: 'text', label: '岗位' },
          occupation: { type: 'code', catalogue: 'occupation', label: '职业', optional: true },
          level: { type: 'choice', label: '学历', options: levels },
          skills,
          headcount: { type: 'count', label: '人数' },
          place: { type: 'text', label: '地点' },
          payFrom: { type: 'count', label: '月薪下限', unit: '元', optional: true, help: '元/月；不填为面议' },
          payTo: { type: 'count', label: '月薪上限', unit: '元', optional: true },
          startsOn: { type: 'day', label: '开始日期', optional: true },
          endsOn: { type: 'day', label: '结束日期', optional: true },
          expiresOn: { type: 'day', label: '招收截止' },
          isPublic: { ...choice('对外公开'), help: '不填时新岗位不公开，已有的不变' },
          isWithdrawn: choice('已撤下'),
        },
        identity: ['member', 'source', 'externalId'],
        reporter: 'member',
        years: { rule: 'on', day: 'expiresOn' },
        figures: [],
        supports: [],
        order: [['startsOn', 'endsOn']],
        within: [['payFrom', 'payTo']],
      }),
      defineKind({
        id: 'programme',
        label: '专业培养',
        fields: {
          member: { type: 'member', of: 'school', label: '学校' },
          ...outside,
          major: { type: 'code', catalogue: 'major', label: '专业' },
          enrolledIn: { type: 'year', label: '入学年份' },
          graduatesIn: { type: 'year', label: '毕业年份' },
          size: { type: 'count', label: '人数' },
          skills: { ...skills, label: '所学技能' },
        },
        identity: ['member', 'source', 'externalId'],
        reporter: 'member',
        years: { rule: 'year', field: 'graduatesIn' },
        figures: [],
        supports: [],
      }),
    ],
  };
}

/** What a row says, as it is given to the interface; a pay of which one end is told has both the same. */
export function givenOf({ payFrom, payTo, kind, skills: typed, isPublic, isWithdrawn, ...values }: EntryValues) {
  const [from, to] = [payFrom ?? payTo, payTo ?? payFrom];
  return {
    ...values,
    skills: skillsOf(String(typed ?? '')),
    ...(kind === undefined ? {} : { kind: positionKinds.find((id) => positionKindLabels[id] === kind) ?? kind }),
    ...(from === undefined ? {} : { pay: { from, to } }),
    ...(isPublic === undefined ? {} : { isPublic: isPublic === yes }),
    ...(isWithdrawn === undefined ? {} : { isWithdrawn: isWithdrawn === yes }),
  };
}

/** The other way round: what a thing says, as a row tells it. Nothing is told of what nobody said. */
export function toldOf(given: Readonly<Record<string, unknown>>): EntryValues {
  return Object.fromEntries(
    Object.entries(given).flatMap(([id, value]) => {
      if (value === null || value === undefined || value === '') return [];
      if (typeof value === 'boolean') return [[id, value ? yes : '否']];
      if (Array.isArray(value)) return value.length === 0 ? [] : [[id, value.join('、')]];
      const label = id === 'kind' ? positionKinds.find((kind) => kind === value) : undefined;
      return [[id, label ? positionKindLabels[label] : (value as string | number)]];
    }),
  );
}
