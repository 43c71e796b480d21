import { plainDigits } from '#core/quantity/decimal.ts';
import type { Standing } from '#core/standing/standing.ts';
import type { AcceptanceOutcome, Criterion } from './acceptance-rules.ts';

/** What is on record of a consortium for the year that is judged; what nobody knows is left out. */
export type AcceptanceFacts = {
  /** Each committed figure with its fulfilment in percent as exact decimal text; `undefined` where its actual is not known. */
  commitments: readonly { figure: string; label: string; fulfilment: string | undefined }[];
  /** Each observation point with what supports it. */
  points: readonly { id: string; supports: number }[];
  /** Returns asked for in the year: days late, or `undefined` where it never came or is not approved. */
  returns: readonly { title: string; daysLate: number | undefined }[] | undefined;
  quality: number | undefined;
  /** The standing on the day of judging, and violations decided against the consortium; `undefined` where nothing is on record. */
  standing: { id: Standing; violations: number } | undefined;
};

export type Verdict = 'met' | 'not-met' | 'unknown';

/** `value`: what was found, as the threshold counts; `isVeto`: not met so far that the outcome can only be 不通过. `because`: Chinese. */
export type Judgement = {
  id: string;
  label: string;
  unit: string;
  threshold: number;
  value: string | null;
  verdict: Verdict;
  isVeto: boolean;
  because: string;
};

/** Judges each criterion from the record. The more that is on record in a consortium's favour, the better each verdict, never the worse. */
export function judge(criteria: readonly Criterion[], facts: AcceptanceFacts): readonly Judgement[] {
  return criteria.map((criterion) => {
    const { id, label, unit, threshold } = criterion;
    return { id, label, unit, threshold, isVeto: false, ...found(criterion, facts) };
  });
}

/** What the record alone would come to: nothing while a criterion cannot be judged, unless a veto decides already. */
export function suggestedOutcome(judgements: readonly Judgement[]): AcceptanceOutcome | undefined {
  if (judgements.some(({ isVeto }) => isVeto)) return 'fail';
  if (judgements.some(({ verdict }) => verdict === 'unknown')) return undefined;
  return judgements.every(({ verdict }) => verdict === 'met') ? 'pass' : 'rectify';
}

type Found = Pick<Judgement, 'value' | 'verdict' | 'because'> & { isVeto?: boolean };

const unknown = (because: string): Found => ({ value: null, verdict: 'unknown', because });

function found(criterion: Criterion, facts: AcceptanceFacts): Found {
  switch (criterion.kind) {
    case 'commitments':
      return ofCommitments(criterion, facts.commitments);
    case 'points':
      return ofPoints(criterion, facts.points);
    case 'returns':
      return ofReturns(criterion, facts.returns);
    case 'quality':
      return facts.quality === undefined
        ? unknown('还没有数据质量评分')
        : atLeast(facts.quality, criterion.threshold, `数据质量评分${plainDigits(facts.quality)}`);
    case 'standing':
      return ofStanding(criterion, facts.standing);
  }
}

function ofCommitments(
  { threshold, fulfilled, failing }: Extract<Criterion, { kind: 'commitments' }>,
  commitments: AcceptanceFacts['commitments'],
): Found {
  if (commitments.length === 0) return unknown('没有承诺数据');
  const missing = commitments.filter(({ fulfilment }) => fulfilment === undefined);
  const short = commitments.filter(({ fulfilment }) => fulfilment !== undefined && Number(fulfilment) < fulfilled);
  const kept = commitments.length - missing.length - short.length;
  const text = `${commitments.length}项承诺中${kept}项达到承诺值的${fulfilled}%${listed('，未达到：', labelsOf(short))}${listed('，没有实际数据：', labelsOf(missing))}`;
  const share = percentOf(kept, commitments.length);
  // What is not known may still turn out well: it decides only where it cannot.
  const best = percentOf(kept + missing.length, commitments.length);
  if (share >= threshold) return { value: plainDigits(share), verdict: 'met', because: text };
  if (best >= threshold) return { value: plainDigits(share), verdict: 'unknown', because: text };
  return { value: plainDigits(share), verdict: 'not-met', isVeto: best < failing, because: text };
}

function ofPoints({ threshold }: Criterion, points: AcceptanceFacts['points']): Found {
  if (points.length === 0) return unknown('没有观测点');
  const bare = points.filter(({ supports }) => supports === 0).map(({ id }) => id);
  const text = `${points.length}个观测点中${points.length - bare.length}个有记录或证据材料${listed('，没有的：', bare)}`;
  return atLeast(percentOf(points.length - bare.length, points.length), threshold, text);
}

function ofReturns({ threshold }: Criterion, returns: AcceptanceFacts['returns']): Found {
  if (returns === undefined || returns.length === 0) return unknown('当年没有要求报送的采集任务');
  const missing = returns.filter(({ daysLate }) => daysLate === undefined).map(({ title }) => title);
  if (missing.length > 0)
    return { value: null, verdict: 'not-met', because: `没有报送或没有经审核：${missing.join('、')}` };
  const late = returns.reduce((days, { daysLate = 0 }) => days + Math.max(0, daysLate), 0);
  return {
    value: String(late),
    verdict: late <= threshold ? 'met' : 'not-met',
    because: late === 0 ? `${returns.length}次报送均按时` : `${returns.length}次报送共迟${late}天`,
  };
}

function ofStanding(
  { threshold, barred }: Extract<Criterion, { kind: 'standing' }>,
  standing: AcceptanceFacts['standing'],
): Found {
  if (!standing) return unknown('没有状态记录');
  const isBarred = barred.includes(standing.id);
  const isMet = !isBarred && standing.violations <= threshold;
  return {
    value: String(standing.violations),
    verdict: isMet ? 'met' : 'not-met',
    isVeto: isBarred,
    because: `${isBarred ? '资格已被暂停、取消或调出，' : ''}${standing.violations === 0 ? '没有查实的违规事件' : `有${standing.violations}件查实的违规事件`}`,
  };
}

function atLeast(value: number, threshold: number, because: string): Found {
  return { value: plainDigits(value), verdict: value >= threshold ? 'met' : 'not-met', because };
}

/** To one decimal, downwards: what is not reached is not rounded up to it. */
function percentOf(part: number, whole: number): number {
  return Math.floor((part * 1000) / whole) / 10;
}

/** So many are named; of more it is said how many there are. */
const mostNamed = 6;

function listed(before: string, names: readonly string[]): string {
  if (names.length === 0) return '';
  const more = names.length > mostNamed ? `等${names.length}项` : '';
  return `${before}${names.slice(0, mostNamed).join('、')}${more}`;
}

function labelsOf(some: AcceptanceFacts['commitments']): readonly string[] {
  return some.map(({ label }) => label);
}
