/** What stands behind an observation point in a year. */
export type PointSupport = {
  /** Entries of the year of the kinds that support it. */
  entries: number;
  confirmed: number;
  oneSided: number;
  disputed: number;
  /** The latest year with an entry, whatever the year asked for. */
  latestYear: number | undefined;
  /** Tasks done in the year that serve it. */
  tasksDone: number;
  evidence: number;
  /** Of the evidence, how much is pictures only. */
  pictures: number;
  /** Evidence whose period is said and does not touch the year. */
  elsewhen: number;
  /** Confirmed entries of the year without a piece of evidence. */
  unproven: number;
};

/** What would help a point most, the most pressing first. Chinese, for the secretariat. */
export type Advice = {
  id: 'missing' | 'stale' | 'disputed' | 'one-sided' | 'no-evidence' | 'only-pictures' | 'unproven' | 'other-period';
  text: string;
};

/** A point that no ledger supports is shown with its evidence only. `isAvoided`: entries speak against it, as incidents do. */
export function adviseOn(support: PointSupport, year: number, isAvoided: boolean): readonly Advice[] {
  const { entries, tasksDone, oneSided, disputed, latestYear, evidence, pictures, unproven, elsewhen } = support;
  if (isAvoided) return entries === 0 ? [] : [{ id: 'disputed', text: `有${entries}条记录，请附处理结果` }];
  const advice: (Advice | undefined)[] = [
    entries === 0 && tasksDone === 0 && latestYear === undefined
      ? { id: 'missing', text: '还没有任何记录' }
      : undefined,
    entries === 0 && tasksDone === 0 && latestYear !== undefined
      ? { id: 'stale', text: `${year}年没有记录，最近的是${latestYear}年` }
      : undefined,
    disputed > 0 ? { id: 'disputed', text: `${disputed}条有争议，不计入数据` } : undefined,
    oneSided > 0 ? { id: 'one-sided', text: `${oneSided}条只有单方填报，请对方确认` } : undefined,
    evidence === 0 ? { id: 'no-evidence', text: '还没有证据材料' } : undefined,
    evidence > 0 && pictures === evidence
      ? { id: 'only-pictures', text: '只有照片，请补充文件、合同或名单' }
      : undefined,
    evidence > 0 && unproven > 0 ? { id: 'unproven', text: `${unproven}条已确认的记录没有证据材料` } : undefined,
    elsewhen > 0 ? { id: 'other-period', text: `${elsewhen}件材料证明的是其他时期` } : undefined,
  ];
  return advice.filter((one) => one !== undefined);
}
