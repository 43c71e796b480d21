import { fulfilment } from '#core/commitment/fulfilment.ts';
import { type Addend, totalOf, totalText } from './total.ts';

/** What several promised of a figure for a year, and how far it was kept; decimal texts. */
export type KeptCommitments = {
  /** How many promised, and how many of these kept it. */
  consortia: number;
  kept: number;
  /** Promised and done by these together; undefined of a rate that more than one promised, since rates are not added up. */
  committed: string | undefined;
  actual: string | undefined;
  percent: string | undefined;
};

/** Whoever promised nothing of the figure is left out on both sides. Undefined where nobody did. */
export function keptCommitments(
  pairs: readonly { actual: Addend | undefined; committed: Addend | undefined }[],
  isRate: boolean,
): KeptCommitments | undefined {
  const promised = pairs.filter(({ committed }) => committed !== undefined);
  if (promised.length === 0) return undefined;
  const kept = promised.filter(({ actual, committed }) => stateOf(actual, committed) === 'kept').length;
  if (isRate && promised.length > 1)
    return { consortia: promised.length, kept, committed: undefined, actual: undefined, percent: undefined };
  const committed = totalText(totalOf(promised.map((each) => each.committed))).value;
  const actual = totalText(totalOf(promised.map((each) => each.actual))).value ?? (isRate ? undefined : '0');
  return { consortia: promised.length, kept, committed, actual, percent: fulfilment(actual, committed).percent };
}

function stateOf(actual: Addend | undefined, committed: Addend | undefined) {
  return fulfilment(actual && totalText(actual).value, committed && totalText(committed).value).state;
}
