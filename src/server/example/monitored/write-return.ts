import type { Random } from '#server/example/ledgers/random.ts';
import { seededRandom } from '#server/example/ledgers/random.ts';
import { fillPhrase } from '#server/example/nation/fill-phrase.ts';
import { industries } from '#server/example/nation/industries.ts';
import type { MonitoredConsortium } from './make-monitored.ts';
import type { ExampleCollection } from './make-returns.ts';

/** Sentences by text of a return; `{year}` is its year, the other slots are the industry's words. */
const phrases: Readonly<Record<ExampleCollection['kind'], Readonly<Record<string, readonly string[]>>>> = {
  plan: {
    goals: [
      '围绕{industry}产业链，{year}年新建共建专业{1-3}个，学徒岗位占比稳步提高。',
      '{year}年校企共建{subject}实训基地{1-2}个，企业兼职教师达到{10-40}人次。',
      '面向{trade}企业职工开展{subject}培训，培训量比上年增长{5-15}%。',
      '推动{university}与{trade}骨干企业联合攻关{product}关键工艺{2-6}项。',
    ],
    tasks: [
      '一季度完成{trade}人才需求调研并发布报告；二季度启动{subject}课程共建。',
      '三季度组织{position}技能鉴定{2-6}批次；四季度完成年度自评。',
      '每季度召开理事会一次，逐项调度{product}产线学徒培养和{subject}教师实践。',
      '建设{subject}共性技术服务平台，全年服务{trade}企业{8-40}家。',
    ],
    safeguards: ['落实年度运行经费，专账管理，按季公开使用情况。', '秘书处专职人员不少于{3-6}人，实行月调度。'],
  },
  'self-evaluation': {
    progress: [
      '{year}年度建设计划中{subject}课程共建、{position}培养等任务按期完成。',
      '{trade}企业新增学徒岗位{20-90}个，{subject}实训基地投入使用。',
      '{product}产线实习项目覆盖{3-9}所班级，{year}年组织教师企业实践{20-60}人次。',
      '理事会全年召开{2-4}次会议，{trade}企业参与率{70-96}%。',
    ],
    results: [
      '形成“{subject}进车间、{position}进课堂”的做法，在{trade}企业推广。',
      '{product}研发成果转化{1-5}项，带动企业增收。',
      '联合开发{subject}活页教材{1-4}种，毕业生在{trade}企业就业比例提高。',
      '{position}技能鉴定通过率达到{82-97}%，企业评价良好。',
    ],
    problems: [
      '{trade}中小企业参与不够均衡，下一年将由行业协会牵头逐户对接。',
      '{subject}双师型教师仍有缺口，计划再引进企业技师{3-12}人。',
      '部分台账确认不及时，已明确成员单位每月核对的时限。',
    ],
  },
};

const sentencesEach = 3;

/** The texts of a return in its consortium's words; the same each time. */
export function writeReturn(
  { number, industry, members }: MonitoredConsortium,
  { kind, year }: Pick<ExampleCollection, 'kind' | 'year'>,
  revision: number,
): Readonly<Record<string, string>> {
  const random: Random = seededRandom(number * 101 + year * 7 + revision + (kind === 'plan' ? 3 : 0));
  const words = industries.find(({ label }) => label === industry);
  const slots = {
    year: String(year),
    industry,
    trade: words?.trades ?? [],
    product: words?.products ?? [],
    subject: words?.subjects ?? [],
    position: words?.positions ?? [],
    university: members.university.map((name) => name.replace('（虚构）', '')),
  };
  return Object.fromEntries(
    Object.entries(phrases[kind]).map(([text, sentences]) => [
      text,
      `${random
        .some(sentences, sentencesEach)
        .map((sentence) => fillPhrase(sentence, slots, random))
        .join('')}（虚构示例）`,
    ]),
  );
}
