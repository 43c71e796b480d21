import type { MemberValues } from '#core/member/member.ts';
import type { ExampleForm } from './example-forms.ts';
import { exampleId } from './ledgers/example-id.ts';
import { fictionalCreditCode } from './ledgers/fictional-codes.ts';

/** A member of an example consortium as its directory has it. */
export type ExampleMember = MemberValues & { id: string };

const membersEach = 40;

/** Where a consortium's further members stand, and what they do: made up like the forms' own. */
const places = [
  { city: '云泽', park: '青禾', trades: ['智能装备', '新材料', '工业软件'] },
  { city: '星浦', park: '望海', trades: ['物流', '冷链', '供应链科技'] },
  { city: '雁川', park: '临泽', trades: ['农业科技', '食品', '种业', '农机'] },
  { city: '云泽', park: '鹭洲', trades: ['电子', '精密制造', '软件'] },
] as const;

const makers = ['云帆', '天工', '启明', '远航', '丰谷', '绿源', '金穗', '禾丰', '嘉禾', '新程'];

/**
 * The members of each example consortium, 40 or more: those of its form, then further ones by category. The same organisation has the same credit
 * code wherever it is a member.
 */
export function exampleMembers(forms: readonly ExampleForm[]): readonly (readonly ExampleMember[])[] {
  const codes = new Map<string, string>();
  const codeOf = (name: string, category: string) => {
    const code = codes.get(name) ?? fictionalCreditCode(category, codes.size + 1);
    codes.set(name, code);
    return code;
  };
  return forms.map((form, consortium) =>
    namesOf(form, consortium).map(({ name, category, joinedOn }, at) => ({
      id: exampleId('member', consortium, name),
      name,
      otherNames: [],
      category,
      creditCode: codeOf(name, category),
      creditCodeOverride: null,
      contactName: '联系人（虚构）',
      contactPhone: '000-0000-0000',
      contactEmail: `lianxi${consortium + 1}-${at + 1}@shili.example`,
      joinedOn,
      leftOn: null,
    })),
  );
}

type Named = { name: string; category: string; joinedOn: string };

function namesOf(form: ExampleForm, consortium: number): readonly Named[] {
  const first = '2022-03-01';
  const known = new Map(form.members.map((member) => [member.name, { ...member, joinedOn: first }]));
  for (const member of further(consortium)) {
    if (known.size >= membersEach) break;
    if (!known.has(member.name)) known.set(member.name, member);
  }
  return [...known.values()];
}

/** Members that a form does not name, in the order in which they fill a consortium up; the last of them joined later. */
function* further(consortium: number): Generator<Named> {
  const { city, park, trades } = places[consortium] ?? places[0];
  const joinedOn = '2022-03-01';
  const units = {
    secondaryVocational: ['第一职业中学', '第二职业中学', '信息技术学校'],
    higherVocational: ['职业技术学院', '城市职业学院'],
    university: ['理工学院', '应用科技大学'],
    government: ['教育局', '财政局', '人力资源和社会保障局', '发展改革委'],
    researchInstitute: ['产业技术研究院', '标准化研究所'],
    other: ['行业协会'],
  };
  for (const [category, names] of Object.entries(units))
    for (const name of names) yield { name: `${city}市${park}${name}（虚构）`, category, joinedOn };
  for (const [at, maker] of makers.entries())
    for (const trade of trades)
      yield {
        name: `${park}${maker}${trade}有限公司（虚构）`,
        category: 'enterprise',
        joinedOn: at < 5 ? joinedOn : '2024-03-01',
      };
}
