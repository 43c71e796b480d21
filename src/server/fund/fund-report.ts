import { shareOf } from '#core/fund/compare-plan.ts';
import { fenOf, groupedYuan, wanText } from '#core/quantity/yuan.ts';
import { type OfficialBlock, type OfficialDocument, officialDay } from '#documents/official/official-document.ts';
import { renderOfficialDocx } from '#documents/official/render-official-docx.ts';
import { writeTables } from '#documents/xlsx/write-table.ts';
import type { Actor } from '#server/access/actor.ts';
import { mustOversee } from '#server/access/must-have-right.ts';
import type { Context } from '#server/context.ts';
import { Refusal } from '#server/http/refusal.ts';
import { beijingToday } from '#server/member/member-row.ts';
import { fundTables } from './fund-tables.ts';
import { type LineRow, type PlanRow, readLines, readPlan, readYears, type YearRow } from './read-funds.ts';
import { readSpendings, type SpendingRow, spendingNumber } from './spending-row.ts';
import { sourcesOf } from './view-funds.ts';

/** All that a year's report is written from. */
export type ReportedFunds = {
  consortium: string;
  balance: YearRow;
  plan: readonly PlanRow[];
  lines: readonly LineRow[];
  spendings: readonly SpendingRow[];
};

type Asked = { id: string; year: number; document: 'report.docx' | 'report.pdf' | 'funds.xlsx' };

/**
 * 经费收支报告 of a year as Word or PDF, or its tables as Excel, written from what stands there. Throws `Refusal('not-found')` for a consortium whose funds the
 * actor does not oversee, and for a year that was not opened.
 */
export async function fundReport(
  { db, documents }: Context,
  actor: Actor,
  { id, year, document }: Asked,
): Promise<{ bytes: Buffer; name: string; mediaType: string }> {
  const funds = await db.readAs(actor, async (tx): Promise<ReportedFunds> => {
    await mustOversee(tx, 'read-fund', id);
    const unit = await tx.selectFrom('unit').select('name').where('id', '=', id).executeTakeFirstOrThrow();
    const balance = (await readYears(tx, id)).find((one) => one.year === year);
    if (!balance) throw new Refusal('not-found');
    return {
      consortium: unit.name,
      balance,
      plan: await readPlan(tx, id, { year }),
      lines: await readLines(tx, id, year),
      spendings: await readSpendings(tx, id, { year }),
    };
  });
  const title = `${funds.consortium}${year}年度经费收支报告`;
  if (document === 'funds.xlsx')
    return {
      bytes: Buffer.from(await writeTables(title, fundTables(funds))),
      name: `${year}年度经费收支明细（${funds.consortium}）.xlsx`,
      mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    };
  const official = officialOf(title, funds);
  const isPdf = document === 'report.pdf';
  return {
    bytes: Buffer.from(isPdf ? await documents.official(official) : await renderOfficialDocx(official)),
    name: `${title}.${isPdf ? 'pdf' : 'docx'}`,
    mediaType: isPdf ? 'application/pdf' : 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  };
}

const yuan = (text: string) => groupedYuan(fenOf(text));
const percent = (share: string | null) => (share === null ? '—' : `${share}％`);

function officialOf(title: string, funds: ReportedFunds): OfficialDocument {
  const { consortium, balance, plan, lines, spendings } = funds;
  const sources = sourcesOf(plan);
  const paid = spendings.filter(({ state }) => state === 'paid');
  return {
    title,
    body: [
      { kind: 'paragraph', text: summaryOf(funds) },
      { kind: 'heading', text: '一、经费来源' },
      {
        kind: 'table',
        head: ['来源', '计划（元）', '到账（元）', '到位率'],
        widths: [34, 25, 25, 16],
        rows: sources.map((row) => [row.name, yuan(row.planned), yuan(row.actual), percent(row.percent)]),
      },
      ...(plan.length === 0 ? [] : [chartOf(sources.slice(0, -1))]),
      ...section('二、出资单位', plan, '没有出资单位。', [
        ['出资单位', 40, ({ payer }) => payer],
        ['计划（元）', 22, ({ planned }) => yuan(planned)],
        ['到账（元）', 22, ({ received }) => yuan(received)],
        ['到位率', 16, ({ received, planned }) => percent(shareOf(fenOf(received), fenOf(planned)))],
      ]),
      ...section('三、预算执行', lines, '没有批准的预算。', [
        ['科目', 26, ({ name, department }) => `${name}（${department}）`],
        ['预算（元）', 21, ({ amount }) => yuan(amount)],
        ['已支付（元）', 21, ({ paid: spent }) => yuan(spent)],
        ['可用（元）', 21, ({ amount, approved }) => groupedYuan(fenOf(amount) - fenOf(approved))],
        ['执行率', 11, ({ amount, paid: spent }) => percent(shareOf(fenOf(spent), fenOf(amount)))],
      ]),
      ...section('四、支出明细', paid, '没有支付的款项。', [
        ['编号', 21, spendingNumber],
        ['事由', 26, ({ title: what, line }) => `${what}（${line}）`],
        ['收款方', 19, ({ payee }) => payee],
        ['金额（元）', 18, ({ amount }) => yuan(amount)],
        ['支付日期', 16, ({ paid_on }) => paid_on ?? ''],
      ]),
      { kind: 'heading', text: '五、结转' },
      {
        kind: 'table',
        head: ['期初余额（元）', '本年到账（元）', '本年支付（元）', '年末结余（元）'],
        widths: [25, 25, 25, 25],
        rows: [[balance.opening, balance.received, balance.paid, balance.closing].map(groupedYuan)],
      },
      { kind: 'paragraph', text: carryText(balance) },
    ],
    from: `${consortium}秘书处`,
    day: officialDay(new Date()),
  };
}

function summaryOf({ balance, plan, lines }: ReportedFunds): string {
  const total = sourcesOf(plan).at(-1);
  const budget = lines.reduce((sum, { amount }) => sum + fenOf(amount), 0n);
  const until = balance.closed
    ? `${balance.year}年12月31日`
    : officialDay(new Date(`${beijingToday()}T00:00:00+08:00`));
  return `截至${until}，${balance.year}年度计划经费${yuan(total?.planned ?? '0')}元，到账${yuan(total?.actual ?? '0')}元；批准预算${groupedYuan(budget)}元，支付${groupedYuan(balance.paid)}元；期初余额${groupedYuan(balance.opening)}元，结余${groupedYuan(balance.closing)}元。`;
}

function carryText({ year, closed, carried }: YearRow): string {
  if (closed) return `结余已结转为${year + 1}年度的期初余额。`;
  return carried === null
    ? `${year - 1}年度尚未办理结转，期初余额和结余以结转后的为准。`
    : `${year}年度尚未办理结转，结余随到账和支付变动。`;
}

function chartOf(sources: ReturnType<typeof sourcesOf>): OfficialBlock {
  return {
    kind: 'chart',
    form: 'bars',
    title: '各来源计划与到账',
    unit: '万元',
    labels: sources.map(({ name }) => name),
    series: [
      { name: '计划', values: sources.map(({ planned }) => wanText(fenOf(planned))) },
      { name: '到账', values: sources.map(({ actual }) => wanText(fenOf(actual))) },
    ],
  };
}

type Column<T> = readonly [head: string, width: number, of: (row: T) => string];

function section<T>(
  heading: string,
  rows: readonly T[],
  nothing: string,
  columns: readonly Column<T>[],
): readonly OfficialBlock[] {
  return [
    { kind: 'heading', text: heading },
    rows.length === 0
      ? { kind: 'paragraph', text: nothing }
      : {
          kind: 'table',
          head: columns.map(([head]) => head),
          widths: columns.map(([, width]) => width),
          rows: rows.map((row) => columns.map(([, , of]) => of(row))),
        },
  ];
}
