import { significantDigits } from './digits.ts';
import type { Examination, ExaminedConsortium, ExaminedFigure, OtherSide, QualityFinding } from './examined.ts';
import { nameOf, namesText, valueText } from './figure-words.ts';
import type { OwnFigures } from './own-figures.ts';
import type { QualityRule } from './quality-rules.ts';

type Rule = Extract<QualityRule, { kind: 'same-figures' }>;

/** Chance makes small and round numbers equal, hardly one of three digits. */
const isTelling = ({ value }: ExaminedFigure) => significantDigits(value) >= 3;

/** Years of a consortium that repeat the figures of the year before. */
export function sameAsYearBefore(
  { id, least }: Rule,
  own: OwnFigures,
  examination: Examination,
): readonly QualityFinding[] {
  return examination.years.flatMap((year): QualityFinding[] => {
    const same = own
      .inYear(year)
      .filter((one) => isTelling(one) && own.at(one.figure, year - 1)?.value === one.value)
      .map(({ figure }) => figure);
    if (same.length < least) return [];
    const message = `${year}年有${same.length}项数据与${year - 1}年一个数字不差：${namesText(examination, same)}`;
    return [{ rule: id, year, subject: '', figures: same, basis: same, message }];
  });
}

/** Consortia that have the same figures in the same year, by consortium. The order of the consortia never matters. */
export function sameAsOthers(
  { id, least, most }: Rule,
  consortia: readonly ExaminedConsortium[],
  examination: Examination,
): ReadonlyMap<string, readonly QualityFinding[]> {
  const holders = new Map<string, string[]>();
  const values = new Map<string, ExaminedFigure>();
  for (const { id: consortium, figures } of consortia)
    for (const one of figures) {
      if (!isTelling(one) || !examination.years.includes(one.year)) continue;
      const key = `${one.year} ${one.figure} ${one.value}`;
      values.set(key, one);
      const known = holders.get(key);
      if (known) known.push(consortium);
      else holders.set(key, [consortium]);
    }
  /** What two consortia share in a year, from the one's side. */
  const shared = new Map<string, { consortium: string; other: string; year: number; same: ExaminedFigure[] }>();
  for (const [key, ids] of holders) {
    const one = values.get(key);
    if (ids.length < 2 || ids.length > most || !one) continue;
    for (const consortium of ids)
      for (const other of ids) {
        if (other === consortium) continue;
        const pair = `${consortium} ${other} ${one.year}`;
        const known = shared.get(pair);
        if (known) known.same.push(one);
        else shared.set(pair, { consortium, other, year: one.year, same: [one] });
      }
  }
  const found = [...shared.values()].filter(({ same }) => same.length >= least);
  const byYear = Map.groupBy(found, ({ consortium, year }) => `${consortium} ${year}`);
  const findings = [...byYear.values()].map((pairs) => ({
    consortium: pairs[0]?.consortium ?? '',
    finding: findingOf(id, pairs, examination),
  }));
  return new Map(
    [...Map.groupBy(findings, ({ consortium }) => consortium)].map(([consortium, own]) => [
      consortium,
      own.map(({ finding }) => finding).sort((a, b) => a.year - b.year),
    ]),
  );
}

type Pair = { other: string; year: number; same: readonly ExaminedFigure[] };

function findingOf(rule: string, pairs: readonly Pair[], examination: Examination): QualityFinding {
  const figures = [...new Set(pairs.flatMap(({ same }) => same.map(({ figure }) => figure)))].sort();
  const year = pairs[0]?.year ?? 0;
  const others = pairs
    .map(({ other, same }): OtherSide => {
      const equal = same
        .toSorted((a, b) => (a.figure < b.figure ? -1 : 1))
        .map(({ figure, value }) => `${nameOf(examination, figure)}${valueText(examination, figure, value)}`);
      return { consortium: other, what: equal.join('、') };
    })
    .sort((a, b) => (a.consortium < b.consortium ? -1 : 1));
  const message = `${year}年有${figures.length}项数据与其他联合体一个数字不差：${namesText(examination, figures)}`;
  return { rule, year, subject: '', figures, basis: figures, message, others };
}
