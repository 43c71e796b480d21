import { totalOf } from '#core/support-policy/grant-totals.ts';
import { writeTable } from '#documents/xlsx/write-table.ts';
import type { Actor } from '#server/access/actor.ts';
import { recordAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import { asGranted, readGrants, readSight, viewGrant } from './policy-rows.ts';

const columns = ['领域', '文件名称', '条款', '单位', '兑现日期', '金额（万元）', '内容', '凭证'];

/** What was granted, as an Excel table with its sum: of a year and a field where they are named; what the reader may see. Throws `Refusal('not-found')`. */
export async function grantsWorkbook(
  context: Context,
  actor: Actor,
  consortiumId: string,
  { year, field }: { year?: number | undefined; field?: string | undefined },
): Promise<{ bytes: Uint8Array; name: string }> {
  const { sight, grants } = await context.db.asActor(actor, async (tx) => {
    const seen = await readSight(tx, consortiumId);
    const rows = await readGrants(tx, consortiumId);
    await recordAudit(tx, consortiumId, 'policy.grants-exported', consortiumId, { year, field });
    return { sight: seen, grants: rows };
  });
  const directory = await context.directories.of(consortiumId);
  const chosen = grants.filter(
    (row) =>
      (year === undefined || row.granted_on.startsWith(`${year}-`)) && (field === undefined || row.field === field),
  );
  const rows = chosen.map((row) => {
    const { policy, clause, member, grantedOn, amountWan, what, voucher } = viewGrant(row, { sight, directory });
    return [policy.field, policy.title, clause, member.name, grantedOn, amountWan, what, voucher];
  });
  const title = `政策兑现明细${year === undefined ? '' : `（${year}年）`}${field ?? ''}`;
  const sum = ['合计', null, null, null, null, totalOf(chosen.map(asGranted)).amountWan, null, null];
  const bytes = await writeTable({ title, columns: columns.map((name) => ({ title: name })), rows: [...rows, sum] });
  return { bytes, name: `${title}.xlsx` };
}
