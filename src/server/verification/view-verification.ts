import { findingKey } from '#core/check/finding.ts';
import { runChecks } from '#core/check/run-checks.ts';
import { compareLedger, type LedgerValue } from '#core/figure/form-figures.ts';
import { valueAt } from '#core/form/answers.ts';
import { cellsOf } from '#core/form/cells.ts';
import { figureCells } from '#core/verification/verdict.ts';
import { actionsFor } from '#core/workflow/workflow.ts';
import type { Actor } from '#server/access/actor.ts';
import { readApplication, stateOf } from '#server/application/application-row.ts';
import { changedCells, readRevision } from '#server/application/read-revisions.ts';
import { recordOf, rolesOver, textsOf } from '#server/application/view-application.ts';
import { isOpen, readStage } from '#server/batch/batch-stages.ts';
import type { Context } from '#server/context.ts';
import { readLedgerValues } from '#server/figure/read-ledger-values.ts';
import { readFindings } from '#server/finding/findings.ts';
import { Refusal } from '#server/http/refusal.ts';
import { readVerified } from './read-verified.ts';
import { readSpotCheck } from './spot-check.ts';
import { isVerified } from './verified-row.ts';

/**
 * What an officer verifies of an application's latest revision: each figure beside its ledgers, the applicant's reason and the verdict so far;
 * the sampled entries; the findings; and what changed since the officer last looked. Throws `Refusal('not-found')` where nothing was submitted.
 */
export async function viewVerification({ db, packs, directories }: Context, actor: Actor, id: string) {
  return db.readAs(actor, async (tx) => {
    const row = await readApplication(tx, id);
    const found = (await readVerified(tx, [row])).get(id);
    const number = row.latest_revision;
    if (!found || number === null) throw new Refusal('not-found');
    const { pack } = await packs.byDigest(row.pack_digest);
    const state = stateOf(pack, row.state);
    const actions = actionsFor(pack.workflow, state, await rolesOver(tx, actor, row.consortium_id));
    const revision = await readRevision(tx, row, number);
    const reasons = textsOf(revision.reasons);
    const directory = await directories.of(row.consortium_id);
    const ledger = await readLedgerValues(tx, pack, row.consortium_id, directory);
    const explained = new Map(
      compareLedger(pack, found.answers, ledger).flatMap((finding) =>
        finding.cells.map((cell) => [cell, reasons[findingKey(finding)] ?? ''] as const),
      ),
    );
    const looked = await tx
      .selectFrom('last_look')
      .select(['number', 'at'])
      .where('consortium_id', '=', row.consortium_id)
      .where('application_id', '=', id)
      .where('person_id', '=', actor.personId)
      .executeTakeFirst();
    const before =
      looked && looked.number < number ? recordOf((await readRevision(tx, row, looked.number)).answers) : undefined;
    const stage = await readStage(tx, row.batch_id, 'recommendation');
    return {
      application: {
        id,
        consortium: { id: row.consortium_id, name: row.consortium },
        state,
        stateLabel: pack.workflow.states[state].label,
      },
      batch: { id: row.batch_id, title: row.batch },
      closesAt: stage.closesAt.toISOString(),
      canVerify: (actions.includes('verify') || (state === 'submitted' && actions.includes('return'))) && isOpen(stage),
      isVerified: isVerified(state),
      canFinish: actions.includes('verify') && isOpen(stage),
      canReturn: actions.includes('return'),
      revision: number,
      digest: revision.digest,
      figures: figureCells(pack.form)
        .filter(({ path }) => valueAt(found.answers, path) !== undefined)
        .map(({ path, label, type }) => ({
          cell: path,
          label,
          unit: type.kind === 'number' ? type.unit : '',
          submitted: numberOf(valueAt(found.answers, path)),
          ledger: ledgerOf(ledger[path]),
          reason: explained.get(path) ?? null,
          verdict: found.verdicts.get(path) ?? null,
        })),
      checks: runChecks(pack, found.answers).map((finding) => ({
        severity: finding.severity,
        message: finding.message,
        reason: reasons[findingKey(finding)] ?? null,
      })),
      spotCheck: await readSpotCheck(tx, row, number, directory),
      findings: await readFindings(tx, row, 'verification'),
      looked: looked ? { revision: looked.number, at: looked.at.toISOString() } : null,
      changedSince: before ? changedCells(pack, before, found.answers) : [],
      cells: [...cellsOf(pack.form).values()].map(({ path, label }) => ({ cell: path, label })),
    };
  });
}

const numberOf = (value: unknown) => (typeof value === 'number' ? value : null);

function ledgerOf(value: LedgerValue | undefined) {
  if (!value || typeof value.value !== 'number') return null;
  const { figure, year, confirmed, oneSided, disputed, binding } = value;
  return { value: value.value, figure: figure ?? null, year, confirmed, oneSided, disputed, binding };
}

/** Remembers at which revision the officer last looked. */
export async function rememberLook({ db }: Context, actor: Actor, id: string, number: number): Promise<void> {
  await db.asActor(actor, async (tx) => {
    const row = await readApplication(tx, id);
    const look = { number: Math.min(number, row.latest_revision ?? 0), at: row.now };
    await tx
      .insertInto('last_look')
      .values({ consortium_id: row.consortium_id, application_id: id, person_id: actor.personId, ...look })
      .onConflict((conflict) => conflict.columns(['consortium_id', 'application_id', 'person_id']).doUpdateSet(look))
      .execute();
  });
}
