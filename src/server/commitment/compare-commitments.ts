import { type Forecast, forecast } from '#core/commitment/forecast.ts';
import { fulfilment } from '#core/commitment/fulfilment.ts';
import { placeOf, shareGone } from '#core/commitment/growth.ts';
import { paceOf } from '#core/commitment/pace.ts';
import { type PromisedFigure, statedIn } from '#core/commitment/promised-figures.ts';
import type { PeerGroup } from '#core/quality/peer-groups.ts';
import { plainDigits } from '#core/quantity/decimal.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { readFigures } from '#server/figure/read-figures.ts';
import { type Commitment, readCommitments, readPromised } from './read-commitments.ts';
import { type Growths, readGrowths } from './read-growth.ts';

/**
 * Every promised figure of a consortium by year, on a day `YYYY-MM-DD`; `group` holds the consortia that its forecasts look at first. The same few queries
 * however many they are.
 */
export async function compareCommitments(
  context: Pick<Context, 'packs'>,
  tx: Tx,
  consortiumId: string,
  { today, group }: { today: string; group?: PeerGroup | undefined },
) {
  const promised = await readPromised(context, tx, consortiumId);
  const commitments = await readCommitments(tx, consortiumId);
  const running = Number(today.slice(0, 4));
  const last = Math.max(running, ...commitments.map(({ year }) => year));
  const years = Array.from({ length: last - promised.dataYear + 1 }, (_, at) => promised.dataYear + at);
  const actuals = await readActuals(tx, consortiumId, years);
  const ids = promised.figures.map(({ actual }) => actual.id);
  const growths = await readGrowths(tx, { consortiumId, figures: ids, running, group });
  return {
    dataYear: promised.dataYear,
    years,
    figures: promised.figures.map((figure) => {
      const own = commitments.filter((each) => each.figure === figure.id);
      const byYear = years.map((year) => {
        const commitment = own.find((each) => each.year === year);
        const actual = actuals(figure, year, running);
        return { year, actual, commitment: commitment ? viewCommitment(commitment, actual.value) : null };
      });
      const committed = byYear.find(({ year }) => year === running)?.commitment?.value;
      return {
        figure: figure.id,
        label: figure.label,
        unit: figure.unit,
        isRate: figure.isRate,
        isMembers: figure.isMembers,
        actualFigure: figure.actual.id,
        actualLabel: figure.actual.label ?? null,
        stated: statedIn(promised.answers, figure.id, promised.dataYear),
        years: byYear,
        running: { year: running, ...outlook(figure, growths, { today, committed, group }) },
      };
    }),
  };
}

/** What the ledgers say of figures by year. An amount of which nothing was recorded is 0 once its year has begun. */
async function readActuals(tx: Tx, consortiumId: string, years: readonly number[]) {
  const found = new Map(
    (await readFigures(tx, consortiumId, { years })).map((one) => [`${one.figure}.${one.year}`, one]),
  );
  return ({ actual, isRate }: PromisedFigure, year: number, running: number) => {
    const one = found.get(`${actual.id}.${year}`);
    return {
      value: one?.value ?? (isRate || year > running ? null : '0'),
      entries: one?.counted.entries ?? 0,
      confirmed: one?.shares.confirmed.entries ?? 0,
    };
  };
}

function viewCommitment(commitment: Commitment, actual: string | null) {
  const { value, first, verified, version, split, explanation, isAsked } = commitment;
  const { state, percent = null } = fulfilment(actual ?? undefined, value);
  return {
    value,
    first,
    verified,
    version,
    isAsked,
    fulfilment: { state, percent },
    split: split ?? null,
    explanation: explanation ?? null,
  };
}

/** Pace and forecast of the running year. */
function outlook(
  figure: PromisedFigure,
  growths: Growths,
  { today, committed, group }: { today: string; committed: string | undefined; group: PeerGroup | undefined },
) {
  const years = growths.own.get(figure.actual.id) ?? [];
  const running = Number(today.slice(0, 4));
  const own = years.filter(({ year }) => year < running).map(({ growth }) => growth);
  // The month that runs holds what is there by now; what is dated in later months is not there yet.
  const now = years.find(({ year }) => year === running)?.growth ?? [];
  const soFar = now[Number(today.slice(5, 7))] ?? undefined;
  const place = placeOf(today);
  const pace =
    committed === undefined || figure.isRate
      ? undefined
      : paceOf({ soFar: soFar ?? 0, committed: Number(committed), gone: shareGone(today), place }, own);
  const { isRate } = figure;
  const peers = growths.peers.get(figure.actual.id) ?? [];
  const found =
    soFar === undefined ? undefined : forecast({ soFar, place, isRate, own, peers: peers.map(({ growth }) => growth) });
  const peerGroup = peers.some(({ alike }) => alike) ? (group?.label ?? null) : null;
  return {
    gone: shareGone(today),
    pace: pace ?? null,
    forecast: found ? { ...found, ...rounded(found, figure), peerGroup, outlook: outlookOf(found, committed) } : null,
  };
}

/** Of a promise: in reach where the whole range is, out of reach where none of it is. */
function outlookOf({ low, high }: Forecast, committed: string | undefined) {
  if (committed === undefined) return null;
  const promised = Number(committed);
  return low >= promised ? ('likely' as const) : high < promised ? ('unlikely' as const) : ('open' as const);
}

/** In the figure's own unit; a range is never rounded narrower. */
function rounded({ low, middle, high }: Forecast, { decimals }: PromisedFigure) {
  const scale = 10 ** Math.min(decimals, 2);
  const text = (value: number) => plainDigits(value / scale);
  return {
    low: text(Math.floor(low * scale)),
    middle: text(Math.round(middle * scale)),
    high: text(Math.ceil(high * scale)),
  };
}
