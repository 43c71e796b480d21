import { type Band, bandOf, middleOf, spreadsFrom } from './band.ts';
import { significantDigits } from './digits.ts';
import type { Examination, ExaminedFigure, QualityFinding } from './examined.ts';
import { nameOf, namesText, roughly, valueText } from './figure-words.ts';
import type { OwnFigures } from './own-figures.ts';
import type { QualityRule } from './quality-rules.ts';

type Rule<Kind extends QualityRule['kind']> = Extract<QualityRule, { kind: Kind }>;

/** Rates that cannot be. */
export function ratesTooHigh(
  { id, most }: Rule<'rate-bound'>,
  own: OwnFigures,
  examination: Examination,
): readonly QualityFinding[] {
  return own.all.flatMap((one): QualityFinding[] => {
    const { figure, year, value } = one;
    if (!isRateIn(examination, one) || value <= most) return [];
    const message = `${year}年${nameOf(examination, figure)}为${valueText(examination, figure, value)}，不可能超过${valueText(examination, figure, most)}`;
    return [{ rule: id, year, subject: figure, figures: [figure], basis: [message], message }];
  });
}

/** Figures that cannot be larger than others: more apprentices than students. */
export function boundsBroken(
  { id, of, most }: Rule<'bound'>,
  own: OwnFigures,
  examination: Examination,
): readonly QualityFinding[] {
  const [first = ''] = of;
  return examination.years.flatMap((year): QualityFinding[] => {
    const [sum, bound] = [sumOf(own, of, year), sumOf(own, most, year)];
    if (sum === undefined || bound === undefined || sum <= bound) return [];
    const named = (ids: readonly string[]) => ids.map((figure) => nameOf(examination, figure)).join('、');
    const text = (value: number) => valueText(examination, first, value);
    const message = `${year}年${named(of)}共${text(sum)}，超过了${named(most)}的${text(bound)}`;
    return [{ rule: id, year, subject: first, figures: [...of, ...most], basis: [message], message }];
  });
}

function sumOf(own: OwnFigures, figures: readonly string[], year: number): number | undefined {
  const found = figures.flatMap((figure) => own.at(figure, year)?.value ?? []);
  return found.length === 0 ? undefined : found.reduce((sum, value) => sum + value, 0);
}

/** Years that stand apart from the consortium's own other years. */
export function unlikeOwnYears(
  { id, leastYears, spreads, leastSpread }: Rule<'unlike-own-years'>,
  own: OwnFigures,
  examination: Examination,
): readonly QualityFinding[] {
  return own.lists.flatMap((list) =>
    list.flatMap((one): QualityFinding[] => {
      const others = list.filter(({ year }) => year !== one.year && year !== examination.running);
      if (others.length < leastYears) return [];
      const isRate = isRateIn(examination, one);
      const band = bandOf(
        others.map(({ value }) => value),
        isRate,
      );
      if (!band || band.count < leastYears) return [];
      const away = spreadsFrom(one.value, band, isRate, isRate ? leastSpread.rate : leastSpread.amount);
      if (!isFar(away, spreads, one, examination)) return [];
      const { figure, year, value } = one;
      const basis = [valueText(examination, figure, value)];
      const middle = roughly(middleOf(band, isRate));
      const message = `${year}年${nameOf(examination, figure)}为${valueText(examination, figure, value)}，其他年度的中位数约为${valueText(examination, figure, middle)}`;
      return [{ rule: id, year, subject: figure, figures: [figure], basis, message }];
    }),
  );
}

/** Figures that stand apart from those of like consortia in the same year. */
export function unlikePeers(
  { id, spreads, leastSpread }: Rule<'unlike-peers'>,
  own: OwnFigures,
  examination: Examination,
  group: { label: string; bands: ReadonlyMap<string, Band>; least: number } | undefined,
): readonly QualityFinding[] {
  if (!group) return [];
  return own.all.flatMap((one): QualityFinding[] => {
    const { figure, year, value } = one;
    const band = group.bands.get(`${figure}.${year}`);
    // The band holds the figure itself, too.
    if (!band || band.count <= group.least) return [];
    const isRate = isRateIn(examination, one);
    const away = spreadsFrom(value, band, isRate, isRate ? leastSpread.rate : leastSpread.amount);
    if (!isFar(away, spreads, one, examination)) return [];
    const basis = [valueText(examination, figure, value)];
    const middle = roughly(middleOf(band, isRate));
    const message = `${year}年${nameOf(examination, figure)}为${valueText(examination, figure, value)}，同类联合体（${group.label}，${band.count}家）的中位数约为${valueText(examination, figure, middle)}`;
    return [{ rule: id, year, subject: figure, figures: [figure], basis, message }];
  });
}

const isRateIn = ({ names }: Examination, { figure }: ExaminedFigure) => names.get(figure)?.isRate === true;

/** What is low in a year that is not over may still grow. */
function isFar(away: number, spreads: number, { year }: ExaminedFigure, { running }: Examination): boolean {
  return away > spreads || (away < -spreads && year !== running);
}

/** Figures many times larger or smaller than the year before. */
export function jumps(
  { id, times, least }: Rule<'jump'>,
  own: OwnFigures,
  examination: Examination,
): readonly QualityFinding[] {
  return own.all.flatMap((one): QualityFinding[] => {
    const { figure, year, value } = one;
    const before = own.at(figure, year - 1)?.value ?? 0;
    if (value <= 0 || before <= 0 || Math.max(value, before) < least || isRateIn(examination, one)) return [];
    const ratio = value / before;
    const isFall = ratio * times < 1;
    if (isFall ? year === examination.running : ratio <= times) return [];
    const how = isFall ? `降为上年的${(ratio * 100).toPrecision(2)}％` : `是上年的${ratio.toFixed(1)}倍`;
    const message = `${year}年${nameOf(examination, figure)}为${valueText(examination, figure, value)}，${how}（${year - 1}年${valueText(examination, figure, before)}）`;
    return [{ rule: id, year, subject: figure, figures: [figure], basis: [message], message }];
  });
}

/** Figures that look estimated: nothing but zeros after the first digit, in too many of the larger ones. */
export function roundFigures(
  { id, least, share }: Rule<'round-figures'>,
  own: OwnFigures,
  examination: Examination,
): readonly QualityFinding[] {
  return examination.years.flatMap((year): QualityFinding[] => {
    const large = own.inYear(year).filter((one) => one.value >= 100 && !isRateIn(examination, one));
    const round = large.filter(({ value }) => significantDigits(value) === 1).map(({ figure }) => figure);
    if (round.length < least || round.length < share * large.length) return [];
    const message = `${year}年100以上的${large.length}项数据中，有${round.length}项是整百、整千的数：${namesText(examination, round)}`;
    return [{ rule: id, year, subject: '', figures: round, basis: round, message }];
  });
}
