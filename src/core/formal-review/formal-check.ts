import type { Finding } from '#core/check/finding.ts';
import { beijingTime } from '#core/quantity/beijing-time.ts';
import type { FormalItem } from './formal-item.ts';

/** `open`: only a person can say. */
export type FormalResult = 'met' | 'not-met' | 'open';

/** What a person says of an item; `incomplete` asks the province to complete it. */
export type FormalMark = 'met' | 'not-met' | 'incomplete';

export const formalLabels: Readonly<Record<FormalResult | FormalMark, string>> = {
  met: '符合',
  'not-met': '不符合',
  open: '待人工审查',
  incomplete: '需补正',
};

/** All that the items of a formal review are decided by. Moments are ISO 8601. */
export type FormalFacts = {
  findings: Readonly<Record<'submitted' | 'verified', readonly Finding[]>>;
  leads: readonly { label: string; confirmed: boolean }[];
  steps: readonly { label: string; at: string | undefined; closesAt: string }[];
  recommended: number;
  quota: number;
  opinion: string;
  verdicts: {
    figures: number;
    judged: number;
    corrected: number;
    rejected: number;
    entries: number;
    openEntries: number;
  };
  materials: { pieces: number; points: number };
  /** By cell: its label, and its answer as it is printed. */
  answers: ReadonlyMap<string, { label: string; text: string }>;
};

export type FormalOutcome = {
  item: FormalItem;
  result: FormalResult /** Chinese, each a sentence. */;
  because: readonly string[];
};

/** Judges each item by the facts, and says by which. A warning is no fault yet: a person judges the reason that the applicant gave. */
export function checkFormal(items: readonly FormalItem[], facts: FormalFacts): readonly FormalOutcome[] {
  return items.map((item) => ({ item, ...judge(item, facts) }));
}

/** Items that stand in the way of admitting: those without a person's mark by the program's result. */
export function unmetItems(
  outcomes: readonly FormalOutcome[],
  marks: ReadonlyMap<string, FormalMark>,
): readonly FormalItem[] {
  return outcomes.filter(({ item, result }) => (marks.get(item.id) ?? result) !== 'met').map(({ item }) => item);
}

type Judged = Omit<FormalOutcome, 'item'>;

const decided = (isMet: boolean, ...because: string[]): Judged => ({ result: isMet ? 'met' : 'not-met', because });

function judge(item: FormalItem, facts: FormalFacts): Judged {
  switch (item.kind) {
    case 'checks':
      return byFindings(facts.findings[item.of].filter(({ check }) => item.checks.includes(check)));
    case 'leads-confirmed': {
      const missing = facts.leads.filter(({ confirmed }) => !confirmed).map(({ label }) => label);
      return missing.length === 0
        ? decided(true, `${facts.leads.map(({ label }) => label).join('、')}均已确认这一版本。`)
        : decided(false, `${missing.join('、')}没有确认这一版本。`);
    }
    case 'in-time':
      return {
        result: facts.steps.every(({ at, closesAt }) => at !== undefined && Date.parse(at) <= Date.parse(closesAt))
          ? 'met'
          : 'not-met',
        because: facts.steps.map(
          ({ label, at, closesAt }) =>
            `${at === undefined ? `没有${label}` : `${beijingTime(at)}${label}`}，截止时间为${beijingTime(closesAt)}。`,
        ),
      };
    case 'within-quota':
      return decided(
        facts.recommended <= facts.quota,
        `该省推荐${facts.recommended}家，本批次名额为${facts.quota}家。`,
      );
    case 'verified':
      return byVerdicts(facts.verdicts);
    case 'opinion':
      return facts.opinion === ''
        ? decided(false, '省级没有写推荐意见。')
        : decided(true, `推荐意见：${facts.opinion}`);
    case 'materials':
      return facts.materials.pieces === 0
        ? { result: 'open', because: ['线上没有证据材料，请核对纸质支撑材料。'] }
        : decided(true, `证据材料${facts.materials.pieces}件，支撑${facts.materials.points}个观测点。`);
    case 'manual':
      return {
        result: 'open',
        because: item.cells.flatMap((cell) => {
          const answer = facts.answers.get(cell);
          return answer ? [`${answer.label}：${answer.text || '（未填）'}`] : [];
        }),
      };
  }
}

function byFindings(findings: readonly Finding[]): Judged {
  const errors = findings.filter(({ severity }) => severity === 'error');
  if (findings.length === 0) return decided(true, '程序检查没有发现问题。');
  return {
    result: errors.length > 0 ? 'not-met' : 'open',
    because: (errors.length > 0 ? errors : findings).map(({ message }) => message),
  };
}

function byVerdicts({ figures, judged, corrected, rejected, entries, openEntries }: FormalFacts['verdicts']): Judged {
  return decided(
    judged >= figures && openEntries === 0,
    `${figures}个数据中${judged}个有核实结论，更正${corrected}个，不予认可${rejected}个。`,
    entries === 0 ? '没有抽查记录。' : `抽查${entries}条记录，${openEntries}条没有结论。`,
  );
}
