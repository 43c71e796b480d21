import { Readable } from 'node:stream';
import { stepsFor } from '#core/fund/approve-spending.ts';
import { decimalOf } from '#core/quantity/decimal.ts';
import { yuanText } from '#core/quantity/yuan.ts';
import type { Actor } from '#server/access/actor.ts';
import type { Context } from '#server/context.ts';
import { writeEvidence } from '#server/evidence/make-evidence.ts';
import { drawPicture } from '#server/example/evidence/draw-picture.ts';
import { pdfOf } from '#server/example/evidence/pdf-of.ts';
import type { ExampleMember } from '#server/example/example-members.ts';
import { exampleId } from '#server/example/ledgers/example-id.ts';
import type { ExampleUnits } from '#server/example/make-example-units.ts';
import { actOnSpending, type SpendingMove } from '#server/fund/act-on-spending.ts';
import { askSpending } from '#server/fund/ask-spending.ts';
import { askLine, decideLine } from '#server/fund/change-line.ts';
import { closeFundYear, openFundYear } from '#server/fund/change-year.ts';
import { fundRules } from '#server/fund/fund-right.ts';
import { planFund } from '#server/fund/plan-fund.ts';
import { receiveFund } from '#server/fund/receive-fund.ts';
import { beijingToday } from '#server/member/member-row.ts';
import { type ExampleLine, type ExampleSpending, earlierLines, lastLines } from './example-spendings.ts';

type Cast = Record<'secretary' | 'school' | 'enterprise' | 'park', Actor>;
type Stage = { context: Context; cast: Cast; consortiumId: string; members: readonly ExampleMember[] };
type Promised = { year: number; source: string; payer: string; planned: bigint; received: bigint };

const openingOfFirst = '186520.40';

/**
 * The last two years of funds of the first consortium, the earlier one carried over: its ledger's own entries become what was promised and received here,
 * with the same sums, and budget and spending follow from them. By the commands that people use.
 */
export async function playFunds(
  context: Context,
  units: ExampleUnits,
  members: readonly ExampleMember[],
): Promise<void> {
  const consortiumId = units.consortia[0] ?? '';
  const actor = (name: string) => units.actor(`${name}1@shili.example`);
  const cast = {
    secretary: actor('secretariat'),
    school: actor('school'),
    enterprise: actor('enterprise'),
    park: actor('park'),
  };
  const stage = { context, cast, consortiumId, members };
  const promised = await readPromised(stage);
  const [last, earlier] = [...promised.keys()].sort((a, b) => b - a);
  if (last === undefined || earlier !== last - 1) return;
  await openFundYear(context, cast.secretary, consortiumId, { year: earlier, opening: openingOfFirst });
  await playYear(stage, earlier, promised.get(earlier) ?? [], earlierLines);
  await closeFundYear(context, cast.secretary, consortiumId, earlier);
  await openFundYear(context, cast.secretary, consortiumId, { year: last, opening: '0' });
  await playYear(stage, last, promised.get(last) ?? [], lastLines);
}

/** What the ledger says of funds, in fen, by year; of years that are over. */
async function readPromised({ context, cast, consortiumId }: Stage): Promise<ReadonlyMap<number, Promised[]>> {
  const rows = await context.db.readAs(cast.secretary, (tx) =>
    tx
      .selectFrom('ledger_entry')
      .select(['values', 'from_year'])
      .where('consortium_id', '=', consortiumId)
      .where('kind', '=', fundRules().ledger)
      .where('from_year', '<', Number(beijingToday().slice(0, 4)))
      .orderBy('id')
      .execute(),
  );
  return Map.groupBy(
    rows.map(({ values, from_year }) => {
      const { source, payer, planned, received } = Object(values);
      return { year: from_year ?? 0, source, payer, planned: decimalOf(planned), received: decimalOf(received) };
    }),
    ({ year }) => year,
  );
}

async function playYear(stage: Stage, year: number, promised: readonly Promised[], lines: readonly ExampleLine[]) {
  const { context, cast, consortiumId, members } = stage;
  for (const [at, { source, payer, planned, received }] of promised.entries()) {
    const { id: planId } = await planFund(context, cast.secretary, consortiumId, {
      ...{ year, source, payer, planned: yuanText(planned), note: '', reason: '' },
      memberId: members.find(({ name }) => name === payer)?.id ?? null,
      dueOn: `${year}-06-30`,
    });
    const first = (received * 6n) / 10n;
    for (const [part, [amount, day]] of (
      [
        [first, '03-20'],
        [received - first, '09-12'],
      ] as const
    ).entries())
      if (amount > 0n)
        await receiveFund(
          context,
          cast.secretary,
          { consortiumId, planId },
          {
            receivedOn: `${year}-${day}`,
            amount: yuanText(amount),
            voucher: `收${year}-${at * 2 + part + 1}`,
            reason: '',
          },
        );
  }
  const total = promised.reduce((sum, { planned }) => sum + planned, 0n);
  for (const line of lines) await playLine(stage, year, partOf(total, line.share), line);
}

/** A part in hundredths, in whole hundreds of yuan. */
function partOf(whole: bigint, share: number): bigint {
  return ((whole * BigInt(share)) / 1_000_000n) * 10_000n;
}

async function playLine(
  stage: Stage,
  year: number,
  amount: bigint,
  { name, department, reason, spendings }: ExampleLine,
) {
  const { context, cast, consortiumId } = stage;
  if (amount === 0n) return;
  const { id: lineId } = await askLine(context, cast.secretary, consortiumId, {
    ...{ year, name, department, reason },
    amount: yuanText(amount),
  });
  const change = await context.db.readAs(cast.park, (tx) =>
    tx
      .selectFrom('fund_line_change')
      .select('id')
      .where('consortium_id', '=', consortiumId)
      .where('line_id', '=', lineId)
      .executeTakeFirstOrThrow(),
  );
  await decideLine(
    context,
    cast.park,
    { consortiumId, changeId: change.id },
    { approve: true, authority: 'council', resolution: `理事会决议〔${year}〕2号（虚构）`, remark: '' },
  );
  for (const spending of spendings)
    await playSpending(stage, { year, lineId, amount: partOf(amount, spending.share) }, spending);
}

type Asked = { year: number; lineId: string; amount: bigint };

/** Who approves step by step what one of them asked. */
const approversOf = {
  secretary: ['school', 'park', 'enterprise'],
  school: ['enterprise', 'park', 'secretary'],
  enterprise: ['school', 'park', 'secretary'],
} as const;

async function playSpending(stage: Stage, { year, lineId, amount }: Asked, spending: ExampleSpending): Promise<void> {
  const { context, cast, consortiumId } = stage;
  const { title, payee, by = 'secretary', goes } = spending;
  if (amount === 0n) return;
  const said = { lineId, title: `${title}（虚构）`, payee, purpose: '', amount: yuanText(amount) };
  const { id: spendingId } = await askSpending(context, cast[by], consortiumId, said);
  await prove(stage, spendingId, { title, year });
  let version = 1;
  const act = async (who: keyof Cast, move: Partial<SpendingMove> & Pick<SpendingMove, 'action'>) => {
    const whole = { text: '', resolution: '', voucher: '', version, ...move };
    ({ version } = await actOnSpending(context, cast[who], { consortiumId, spendingId }, whole));
  };
  const [first] = approversOf[by];
  if (goes === 'declined') await act(first, { action: 'decline', text: '可使用园区会议室，请重新安排（虚构）' });
  if (goes === 'declined' || goes === 'asked') return;
  const steps = stepsFor(fundRules(), said.amount);
  for (const [at, step] of (goes === 'begun' ? steps.slice(0, 1) : steps).entries())
    await act(approversOf[by][at] ?? first, {
      action: 'approve',
      resolution: step.needsResolution ? `理事会决议〔${year}〕3号（虚构）` : '',
    });
  if (typeof goes === 'object')
    await act('secretary', { action: 'pay', paidOn: `${year}-${goes.paidOn}`, voucher: `付${year}-${goes.paidOn}` });
}

async function prove(
  stage: Stage,
  spendingId: string,
  { title, year }: { title: string; year: number },
): Promise<void> {
  const { context, cast, consortiumId } = stage;
  const bytes = pdfOf([drawPicture(7000 + year)]);
  const examined = {
    name: `${title}-发票.pdf`,
    mediaType: 'application/pdf',
    pages: 1,
    width: null,
    height: null,
    notice: null,
  };
  const stored = await context.files.put(Readable.from([bytes]));
  await writeEvidence(
    context.db,
    cast.secretary,
    { consortiumId, id: exampleId('voucher', spendingId), memberId: null, examined, stored },
    {
      title: `${title}发票（虚构示例）`,
      periodFrom: null,
      periodTo: null,
      entries: [],
      points: [],
      spendings: [spendingId],
    },
  );
}
