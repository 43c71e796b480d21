import { sql } from 'kysely';
import { callActionsFor } from '#core/technology/call.ts';
import { matchNeed } from '#core/technology/match-need.ts';
import type { Actor } from '#server/access/actor.ts';
import { recordAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { type CallTarget, callStateOf, readCall } from './call-row.ts';
import type { CallActBody, CallBody } from './call-views.ts';
import { openCapabilities } from './capability-row.ts';
import { readNeed } from './need-row.ts';
import { mustKnowTechnology, refuseTwin, takingSteps, tellMember } from './technology-right.ts';

/**
 * Publishes a need as an open call, by its enterprise or the secretariat, and tells the members that could serve it. Throws `Refusal`: `invalid` for a closing time
 * that has passed or a need that is called already, `action-not-possible` for a need that is over, `forbidden`, `not-found`.
 */
export async function publishCall(
  { db }: Context,
  actor: Actor,
  consortiumId: string,
  { needId, requirements, closesAt }: CallBody,
): Promise<{ id: string }> {
  const id = crypto.randomUUID();
  const closes = new Date(closesAt);
  await takingSteps(db, actor, async (tx) => {
    const right = await mustKnowTechnology(tx, consortiumId);
    const need = await readNeed(tx, { consortiumId, needId });
    if (!right.manages && !right.own.includes(need.member_id)) throw new Refusal('forbidden');
    if (need.closed_on !== null) throw new Refusal('action-not-possible');
    mustBeAhead(closes);
    const row = { consortium_id: consortiumId, id, need_id: needId, requirements, closes_at: closes };
    await refuseTwin(
      'needId',
      tx
        .insertInto('technology_call')
        .values({ ...row, person_id: actor.personId })
        .execute(),
    );
    const able = (await openCapabilities(tx, consortiumId)).filter(
      (each) => each.member_id !== need.member_id && matchNeed(need, each).score > 0,
    );
    for (const memberId of new Set(able.map(({ member_id }) => member_id)))
      await tellMember(tx, consortiumId, memberId, `揭榜挂帅：“${need.title}”，与您单位的能力相符。`, `calls/${id}`);
    await recordAudit(tx, consortiumId, 'technology.call-published', id, { needId, closesAt });
  });
  db.bus.tell('lianheti_notice', consortiumId);
  return { id };
}

/**
 * One step of a call: extended, opened after it has closed, decided, or come to nothing; bidders are told how it ended. Throws `Refusal`: `bids-sealed` before the
 * closing time, `scores-missing` until every expert has scored every bid, `invalid` with the fields at fault, `action-not-possible`, `stale`, `forbidden`, `not-found`.
 */
export async function actOnCall(
  { db }: Context,
  actor: Actor,
  target: CallTarget,
  body: CallActBody,
): Promise<{ version: number }> {
  const { consortiumId, callId } = target;
  const { action, version, text } = body;
  await takingSteps(db, actor, async (tx) => {
    const right = await mustKnowTechnology(tx, consortiumId);
    const row = await readCall(tx, target);
    const sides = { manages: right.manages, owns: right.own.includes(row.member_id) };
    if (!sides.manages && !sides.owns) throw new Refusal('forbidden');
    if (row.version !== version) throw new Refusal('stale', { version: row.version, state: row.state });
    const call = { state: callStateOf(row.state), closesAt: row.closes_at.getTime() };
    // The clock is the database's: that it is too early is refused there.
    const possible = callActionsFor(call, sides, action === 'open' ? call.closesAt : Date.now());
    if (!possible.includes(action)) throw new Refusal('action-not-possible', { state: row.state });
    const { numUpdatedRows } = await tx
      .updateTable('technology_call')
      .set({ ...columnsOf(body), version: version + 1 })
      .where('consortium_id', '=', consortiumId)
      .where('id', '=', callId)
      .where('version', '=', version)
      .executeTakeFirst();
    if (numUpdatedRows !== 1n) throw new Refusal('stale', { version: row.version });
    const link = `/consortia/${consortiumId}/technology/calls/${callId}`;
    const tell = (won: string, lost: string) =>
      sql`select tell_bidders(${consortiumId}::uuid, ${callId}::uuid, ${won}, ${lost}, ${link})`.execute(tx);
    if (action === 'decide')
      await tell(
        `您单位在“${row.title}”中中榜，请与企业签订技术合同。`,
        `“${row.title}”已揭榜，您单位未中榜，感谢参与。`,
      );
    if (action === 'cancel') await tell('', `“${row.title}”的揭榜已终止：${text}`);
    await recordAudit(tx, consortiumId, `technology.call-${toldAs[action]}`, callId, { state: row.state });
  });
  db.bus.tell('lianheti_notice', consortiumId);
  return { version: version + 1 };
}

const toldAs = { open: 'opened', decide: 'decided', cancel: 'cancelled', extend: 'extended' } as const;

function columnsOf({ action, closesAt, bidId, text }: CallActBody) {
  switch (action) {
    case 'open':
      return { state: 'opened' };
    case 'extend': {
      if (closesAt === undefined) throw new Refusal('invalid', { fields: ['closesAt'] });
      const closes = new Date(closesAt);
      mustBeAhead(closes);
      return { closes_at: closes };
    }
    case 'decide':
      if (bidId === undefined) throw new Refusal('invalid', { fields: ['bidId'], detail: '请选择中榜的标书。' });
      mustSayWhy(text, '请写明选择的理由。');
      return { state: 'decided', winner_id: bidId, decision: text };
    case 'cancel':
      mustSayWhy(text, '请写明终止的原因，投标单位会看到。');
      return { state: 'cancelled', decision: text };
  }
}

function mustSayWhy(text: string, detail: string): void {
  if (text.trim() === '') throw new Refusal('invalid', { fields: ['text'], detail });
}

function mustBeAhead(closes: Date): void {
  if (closes.getTime() <= Date.now())
    throw new Refusal('invalid', { fields: ['closesAt'], detail: '截止时间应在今后。' });
}

/** Experts are named by the address of their account, once the bids are open: who bids is not known before. Throws `Refusal`: `judge-conflict`, `action-not-possible`, `invalid`. */
export async function nameJudge(
  { db }: Context,
  actor: Actor,
  target: CallTarget,
  { email }: { email: string },
): Promise<void> {
  const { consortiumId, callId } = target;
  await takingSteps(db, actor, async (tx) => {
    const { manages } = await mustKnowTechnology(tx, consortiumId);
    const row = await readCall(tx, target);
    if (!manages) throw new Refusal('forbidden');
    if (row.state !== 'opened') throw new Refusal('action-not-possible', { state: row.state });
    const personId = await findPerson(tx, consortiumId, email);
    const named = await tx
      .insertInto('technology_judge')
      .values({ consortium_id: consortiumId, call_id: callId, person_id: personId, named_by: actor.personId })
      .onConflict((on) => on.doNothing())
      .executeTakeFirst();
    if (named.numInsertedOrUpdatedRows !== 1n) return;
    const text = `请您评审揭榜挂帅“${row.title}”的标书：逐份评分并写明理由。`;
    const link = `/consortia/${consortiumId}/technology/calls/${callId}`;
    await sql`select tell_judge(${consortiumId}::uuid, ${callId}::uuid, ${personId}::uuid, ${text}, ${link})`.execute(
      tx,
    );
    await recordAudit(tx, consortiumId, 'technology.judge-named', callId, { personId });
  });
  db.bus.tell('lianheti_notice', consortiumId);
}

async function findPerson(tx: Tx, consortiumId: string, email: string): Promise<string> {
  const { rows } = await sql<{ id: string | null }>`
    select person_to_judge(${consortiumId}::uuid, ${email}) as id`.execute(tx);
  const id = rows[0]?.id;
  if (!id) throw new Refusal('invalid', { fields: ['email'], detail: '本联合体及成员单位中没有使用这个邮箱的人员。' });
  return id;
}
