import { decimalOf, decimalText } from '#core/quantity/decimal.ts';
import { fenOf, wanText, yuanText } from '#core/quantity/yuan.ts';

/** A project as its figures need it. Amounts in yuan, days `YYYY-MM-DD`; `transferredOn` is the first transfer that its enterprise confirmed. */
export type ProjectRecord = {
  id: string;
  acceptedOn: string | null;
  transferredOn: string | null;
  receipts: readonly { amount: string; receivedOn: string }[];
  results: readonly { grantedOn: string }[];
  benefits: readonly { amount: string; transferredOn: string }[];
};

/** What one project adds to a year. */
export type ProjectShare = {
  id: string;
  receivedWan: string;
  isCompleted: boolean;
  isTransferred: boolean;
  results: number;
  benefit: string;
};

export type TechnologyFigures = {
  year: number;
  /** 万元: the sum of receipts as the ledger keeps them, each to whole yuan. */
  receivedWan: string;
  completed: number;
  transferred: number;
  /** Percent with two decimals, half of a hundredth up; null where nothing was completed. */
  rate: string | null;
  results: number;
  /** Yuan, as enterprises confirmed. */
  benefit: string;
  /** Those that add something, which together are the figures. */
  projects: readonly ProjectShare[];
};

/**
 * A year's figures and what each project adds to them. A project counts in the year of its acceptance, and as transferred where it was by that year's end: the rule
 * of the ledgers (成果转化率 on `completedOn`, 到账经费 on `receivedOn`).
 */
export function technologyFigures(all: readonly ProjectRecord[], year: number): TechnologyFigures {
  const isOf = (day: string | null) => day?.slice(0, 4) === String(year);
  const projects = all
    .map((project): ProjectShare => {
      const isCompleted = isOf(project.acceptedOn);
      const received = project.receipts.filter(({ receivedOn }) => isOf(receivedOn));
      const benefits = project.benefits.filter(({ transferredOn }) => isOf(transferredOn));
      return {
        id: project.id,
        receivedWan: sumWan(received.map(({ amount }) => wanText(fenOf(amount)))),
        isCompleted,
        isTransferred: isCompleted && project.transferredOn !== null && project.transferredOn <= `${year}-12-31`,
        results: project.results.filter(({ grantedOn }) => isOf(grantedOn)).length,
        benefit: sumYuan(benefits.map(({ amount }) => amount)),
      };
    })
    .filter(
      ({ receivedWan, isCompleted, results, benefit }) =>
        receivedWan !== '0' || isCompleted || results > 0 || benefit !== '0.00',
    );
  const completed = projects.filter(({ isCompleted }) => isCompleted).length;
  const transferred = projects.filter(({ isTransferred }) => isTransferred).length;
  return {
    year,
    receivedWan: sumWan(projects.map(({ receivedWan }) => receivedWan)),
    completed,
    transferred,
    rate: percent(transferred, completed),
    results: projects.reduce((sum, { results }) => sum + results, 0),
    benefit: sumYuan(projects.map(({ benefit }) => benefit)),
    projects,
  };
}

/** The years in which anything happened, the last first. */
export function yearsOf(all: readonly ProjectRecord[]): readonly number[] {
  const days = all.flatMap(({ acceptedOn, receipts, results, benefits }) => [
    ...(acceptedOn === null ? [] : [acceptedOn]),
    ...receipts.map(({ receivedOn }) => receivedOn),
    ...results.map(({ grantedOn }) => grantedOn),
    ...benefits.map(({ transferredOn }) => transferredOn),
  ]);
  return [...new Set(days.map((day) => Number(day.slice(0, 4))))].sort((one, other) => other - one);
}

const sumWan = (amounts: readonly string[]) => decimalText(amounts.reduce((sum, each) => sum + decimalOf(each), 0n));
const sumYuan = (amounts: readonly string[]) => yuanText(amounts.reduce((sum, each) => sum + fenOf(each), 0n));

function percent(part: number, whole: number): string | null {
  if (whole === 0) return null;
  const hundredths = (BigInt(part) * 20_000n + BigInt(whole)) / BigInt(whole * 2);
  return yuanText(hundredths);
}
