import { fenOf, yuanText } from '#core/quantity/yuan.ts';
import type { NamedTable } from '#documents/xlsx/write-table.ts';
import type { ReportedFunds } from './fund-report.ts';
import { fundRules } from './fund-right.ts';
import { spendingNumber } from './spending-row.ts';

/** A year's funds as the sheets of a workbook; amounts in yuan. */
export function fundTables({ balance, plan, lines, spendings }: ReportedFunds): readonly NamedTable[] {
  const { states } = fundRules().workflow;
  return [
    tableOf(
      '经费来源',
      ['来源', '出资单位', '约定到位日期', '计划（元）', '到账（元）', '备注'],
      [...plan.map((row) => [row.source, row.payer, row.due_on, row.planned, row.received, row.note])],
    ),
    tableOf(
      '到账明细',
      ['日期', '来源', '出资单位', '金额（元）', '凭证号', '登记人', '冲销原因'],
      [
        ...plan.flatMap(({ source, payer, receipts }) =>
          receipts.map((one) => [
            one.receivedOn,
            source,
            payer,
            one.amount,
            one.voucher,
            one.by,
            one.reversed?.reason ?? null,
          ]),
        ),
      ],
    ),
    tableOf(
      '预算执行',
      ['科目', '责任部门', '预算（元）', '审批中（元）', '已批准（元）', '已支付（元）', '可用（元）'],
      [
        ...lines.map((row) => [
          row.name,
          row.department,
          row.amount,
          row.asked,
          row.approved,
          row.paid,
          yuanText(fenOf(row.amount) - fenOf(row.approved)),
        ]),
      ],
    ),
    tableOf(
      '支出明细',
      ['编号', '科目', '事由', '收款方', '金额（元）', '申请人', '状态', '支付日期', '凭证号'],
      [
        ...spendings.map((row) => [
          spendingNumber(row),
          row.line,
          row.title,
          row.payee,
          row.amount,
          row.asker,
          states[row.state].label,
          row.paid_on,
          row.voucher,
        ]),
      ],
    ),
    tableOf(
      '结转',
      ['年度', '期初余额（元）', '本年到账（元）', '本年支付（元）', '年末结余（元）', '是否已结转'],
      [
        [
          `${balance.year}年`,
          ...[balance.opening, balance.received, balance.paid, balance.closing].map(yuanText),
          balance.closed ? '已结转' : '未结转',
        ],
      ],
    ),
  ];
}

function tableOf(name: string, columns: readonly string[], rows: readonly (readonly (string | null)[])[]): NamedTable {
  return { name, title: name, columns: columns.map((title) => ({ title })), rows };
}
