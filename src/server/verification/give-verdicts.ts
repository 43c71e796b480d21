import { valueAt } from '#core/form/answers.ts';
import { figureCells, type VerdictKind } from '#core/verification/verdict.ts';
import type { Actor } from '#server/access/actor.ts';
import { readRevision } from '#server/application/read-revisions.ts';
import { recordOf } from '#server/application/view-application.ts';
import { recordAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import { Refusal } from '#server/http/refusal.ts';
import { lockVerified } from './verified-row.ts';

export type VerdictOrder = { cell: string; verdict: VerdictKind; value?: number | undefined; reason: string };

/**
 * The province's word on figures of a revision; the latest on a figure counts. Throws `Refusal('unknown-cell')` for what is no figure,
 * `Refusal('invalid')` for a correction to what stands there already, beyond the cell's range, or without a reason.
 */
export async function giveVerdicts(
  context: Context,
  actor: Actor,
  applicationId: string,
  number: number,
  orders: readonly VerdictOrder[],
): Promise<void> {
  await context.db.asActor(actor, async (tx) => {
    const row = await lockVerified(tx, applicationId, number);
    const { pack } = await context.packs.byDigest(row.pack_digest);
    const answers = recordOf((await readRevision(tx, row, number)).answers);
    const cells = new Map(figureCells(pack.form).map((cell) => [cell.path, cell]));
    const unknown = orders.filter(({ cell }) => !cells.has(cell)).map(({ cell }) => cell);
    if (unknown.length > 0) throw new Refusal('unknown-cell', { fields: unknown });
    for (const { cell, verdict, value, reason } of orders) {
      const label = cells.get(cell)?.label ?? cell;
      const fault =
        verdict !== 'true' && reason === ''
          ? '须写明理由'
          : verdict === 'corrected'
            ? faultOf(value, valueAt(answers, cell), cells.get(cell)?.type)
            : undefined;
      if (fault !== undefined) throw new Refusal('invalid', { fields: [cell], detail: `“${label}”${fault}。` });
    }
    await tx
      .insertInto('verdict')
      .values(
        orders.map(({ cell, verdict, value, reason }) => ({
          consortium_id: row.consortium_id,
          application_id: row.id,
          number,
          cell,
          verdict,
          value: verdict === 'corrected' ? JSON.stringify(value) : null,
          reason,
          person_id: actor.personId,
        })),
      )
      .execute();
    const told = orders
      .filter(({ verdict }) => verdict !== 'true')
      .map(({ cell, verdict, value }) => ({ cell, verdict, value }));
    await recordAudit(tx, row.consortium_id, 'figure.verified', row.id, {
      revision: number,
      figures: orders.length,
      told,
    });
  });
  context.db.bus.tell('lianheti_application', applicationId);
}

type NumberType = { kind: string; decimals?: number; max?: number };

function faultOf(value: number | undefined, submitted: unknown, type: NumberType | undefined): string | undefined {
  if (value === undefined) return '更正须写明更正后的数值';
  if (value === submitted) return '更正后的数值与申报的相同，应为“属实”';
  if (type?.max !== undefined && value > type.max) return `不能超过${type.max}`;
  const decimals = type?.decimals ?? 0;
  return Number(value.toFixed(decimals)) === value ? undefined : `最多${decimals}位小数`;
}
