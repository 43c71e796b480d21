import { sql } from 'kysely';
import type { z } from 'zod';
import { fenOf, yuanText } from '#core/quantity/yuan.ts';
import { endOf } from '#core/technology/amendment.ts';
import { contractActionLabels, contractActionsFor } from '#core/technology/contract.ts';
import { type ProjectRecord, technologyFigures, yearsOf } from '#core/technology/technology-figures.ts';
import type { Actor } from '#server/access/actor.ts';
import type { Context } from '#server/context.ts';
import { beijingToday } from '#server/member/member-row.ts';
import { amendmentQuery, viewAmendment } from './amendment-row.ts';
import {
  type ContractTarget,
  contractQuery,
  contractStateOf,
  membersOn,
  readContract,
  readRecords,
  resultKinds,
  sidesOf,
  viewContractHead,
} from './contract-row.ts';
import type { ContractPage, ContractView, FiguresView } from './contract-views.ts';
import { mustKnowTechnology, ownMembers } from './technology-right.ts';

/** Contracts that the reader may see: a member its own, offices all; the newest first. Throws `Refusal('not-found')`. */
export async function listContracts(
  { db, directories }: Context,
  actor: Actor,
  consortiumId: string,
  { limit, offset }: { limit: number; offset: number },
): Promise<z.infer<typeof ContractPage>> {
  return db.readAs(actor, async (tx) => {
    const right = await mustKnowTechnology(tx, consortiumId);
    const consortium = await tx
      .selectFrom('unit')
      .select(['id', 'name'])
      .where('id', '=', consortiumId)
      .executeTakeFirstOrThrow();
    const directory = await directories.of(consortiumId);
    const today = beijingToday();
    const rows = await contractQuery(tx, consortiumId)
      .select(sql<number>`count(*) over ()::integer`.as('total'))
      .select(
        sql<string>`(select coalesce(sum(r.amount), 0) from technology_receipt r where r.consortium_id = c.consortium_id and r.contract_id = c.id)`.as(
          'received',
        ),
      )
      .select(
        sql<number>`(select count(*)::integer from technology_milestone m where m.consortium_id = c.consortium_id and m.contract_id = c.id
          and m.accepted_on is null)`.as('left'),
      )
      .select(
        sql<boolean>`exists (select from technology_milestone m where m.consortium_id = c.consortium_id and m.contract_id = c.id
          and m.delivered_on is null and m.due_on < ${today}::date)`.as('late'),
      )
      .orderBy('c.signed_on', 'desc')
      .orderBy('c.id')
      .limit(limit)
      .offset(offset)
      .execute();
    return {
      consortium,
      own: ownMembers(right, directory),
      providers: membersOn('provider', directory),
      enterprises: membersOn('enterprise', directory),
      items: rows.map((row) => ({
        ...viewContractHead(row, directory),
        received: yuanText(fenOf(row.received)),
        milestonesLeft: row.left,
        isLate: row.late && row.state === 'agreed',
      })),
      total: rows[0]?.total ?? 0,
    };
  });
}

/** One contract with all that follows from it. Throws `Refusal('not-found')` for who may not see it. */
export async function viewContract(
  { db, directories }: Context,
  actor: Actor,
  target: ContractTarget,
): Promise<z.infer<typeof ContractView>> {
  const { consortiumId, contractId } = target;
  return db.readAs(actor, async (tx) => {
    const right = await mustKnowTechnology(tx, consortiumId);
    const row = await readContract(tx, target);
    const directory = await directories.of(consortiumId);
    const stored = await tx
      .selectFrom('technology_milestone')
      .select(['number', 'title', 'due_on', 'delivered_on', 'accepted_on'])
      .where('consortium_id', '=', consortiumId)
      .where('contract_id', '=', contractId)
      .orderBy('due_on')
      .orderBy('number')
      .execute();
    const amendments = await amendmentQuery(tx, target).execute();
    const isAmended = amendments.some((each) => each.state === 'proposed');
    const { receipts, results, transfers } = await readRecords(tx, consortiumId, [contractId]);
    const sides = sidesOf(row, right);
    const state = contractStateOf(row.state);
    const today = beijingToday();
    const stepOf = ({ delivered_on, accepted_on }: (typeof stored)[number]): 'deliver' | 'accept' | null => {
      if (state !== 'agreed' || accepted_on !== null) return null;
      if (delivered_on === null) return sides.includes('provider') ? 'deliver' : null;
      return sides.includes('enterprise') ? 'accept' : null;
    };
    const milestones = stored.map((each) => ({
      number: each.number,
      title: each.title,
      dueOn: each.due_on,
      deliveredOn: each.delivered_on,
      acceptedOn: each.accepted_on,
      isLate: state === 'agreed' && each.delivered_on === null && each.due_on < today,
      step: stepOf(each),
    }));
    const proposedBy = row.proposed_by === row.provider_id ? 'provider' : 'enterprise';
    const isAgreed = state === 'agreed' || state === 'accepted';
    return {
      ...viewContractHead(row, directory),
      callId: row.call_id,
      sides,
      resultKinds: [...resultKinds()],
      milestones,
      endsOn: endOf({ milestones }),
      amendments: amendments.map((each) => viewAmendment(each, row, sides)),
      received: yuanText(receipts.reduce((sum, { amount }) => sum + fenOf(amount), 0n)),
      receipts: receipts.map((each) => ({
        id: each.id,
        voucher: each.voucher,
        amount: each.amount,
        receivedOn: each.received_on,
        isConfirmed: each.confirmed_at !== null,
        evidenceId: each.evidence_id,
      })),
      results: results.map((each) => ({
        id: each.id,
        kind: each.kind,
        title: each.title,
        certificate: each.certificate,
        grantedOn: each.granted_on,
        isConfirmed: each.confirmed_at !== null,
      })),
      transfers: transfers.map((each) => ({
        id: each.id,
        way: each.way,
        transferredOn: each.transferred_on,
        benefit: each.benefit,
        benefitNote: each.benefit_note,
        isConfirmed: each.confirmed_at !== null,
      })),
      actions: contractActionsFor({ state, proposedBy, milestones, isAmended }, sides).map((id) => ({
        id,
        label: contractActionLabels[id],
      })),
      canAmend: state === 'agreed' && sides.length > 0 && !isAmended,
      canRecord: isAgreed && sides.includes('provider'),
      canConfirm: isAgreed && sides.includes('enterprise'),
      version: row.version,
    };
  });
}

/** Conversion rate, receipts, results and benefit by year, of the contracts that the reader may see, each opened to its projects. Throws `Refusal('not-found')`. */
export async function viewFigures(
  { db }: Context,
  actor: Actor,
  consortiumId: string,
): Promise<z.infer<typeof FiguresView>> {
  return db.readAs(actor, async (tx) => {
    await mustKnowTechnology(tx, consortiumId);
    const rows = await contractQuery(tx, consortiumId).where('c.state', 'in', ['agreed', 'accepted']).execute();
    const all = await readRecords(
      tx,
      consortiumId,
      rows.map(({ id }) => id),
    );
    const byContract = {
      receipts: Map.groupBy(all.receipts, ({ contract_id }) => contract_id),
      results: Map.groupBy(all.results, ({ contract_id }) => contract_id),
      transfers: Map.groupBy(all.transfers, ({ contract_id }) => contract_id),
    };
    const projects = rows.map(({ id, accepted_on }): ProjectRecord => {
      const confirmed = (byContract.transfers.get(id) ?? []).filter(({ confirmed_at }) => confirmed_at !== null);
      return {
        id,
        acceptedOn: accepted_on,
        transferredOn: confirmed[0]?.transferred_on ?? null,
        receipts: (byContract.receipts.get(id) ?? []).map(({ amount, received_on }) => ({
          amount,
          receivedOn: received_on,
        })),
        results: (byContract.results.get(id) ?? []).map(({ granted_on }) => ({ grantedOn: granted_on })),
        benefits: confirmed.map(({ benefit, transferred_on }) => ({
          amount: benefit ?? '0',
          transferredOn: transferred_on,
        })),
      };
    });
    const titles = new Map(rows.map(({ id, title }) => [id, title]));
    return {
      years: yearsOf(projects).map((year) => {
        const figures = technologyFigures(projects, year);
        return {
          ...figures,
          projects: figures.projects.map((share) => ({ ...share, title: titles.get(share.id) ?? '' })),
        };
      }),
    };
  });
}
