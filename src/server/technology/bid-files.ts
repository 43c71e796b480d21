import type { Actor } from '#server/access/actor.ts';
import { recordAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { type CallTarget, readCall } from './call-row.ts';
import { openStored, type StoredFile, takeUpload } from './take-upload.ts';
import { mustKnowTechnology, mustSpeakFor, type TechnologyRight, takingSteps } from './technology-right.ts';

export type BidTarget = CallTarget & { bidId: string };

const mostFiles = 20;

/**
 * A finished upload becomes a file of a member's bid, sealed with it until the call is opened. Throws `Refusal`: `bids-closed`, `invalid` where there are as many as a
 * bid may have, `forbidden` for an opened bid of another, `not-found` for a sealed one, and as `takeUpload`.
 */
export async function attachBidFile(
  context: Context,
  actor: Actor,
  target: BidTarget,
  uploadId: string,
): Promise<{ id: string }> {
  const { db } = context;
  const { consortiumId, callId, bidId } = target;
  return takeUpload(
    context,
    actor,
    { consortiumId, uploadId },
    {
      mustMay: () =>
        db.readAs(actor, async (tx) => {
          const { right, bid } = await readBid(tx, target);
          mustSpeakFor(right, bid.member_id);
          if (bid.files >= mostFiles)
            throw new Refusal('invalid', { fields: ['uploadId'], detail: `每份标书最多${mostFiles}个附件。` });
        }),
      keep: (file) =>
        takingSteps(db, actor, async (tx) => {
          const whose = { consortium_id: consortiumId, call_id: callId, bid_id: bidId, person_id: actor.personId };
          await tx
            .insertInto('technology_bid_file')
            .values({ ...whose, ...file, id: uploadId })
            .execute();
          await recordAudit(tx, consortiumId, 'technology.bid-file-added', callId, {});
          return { id: uploadId };
        }),
    },
  );
}

/** Takes a file away from a member's bid. Throws `Refusal`: `bids-closed`, `forbidden`, `not-found`. */
export async function removeBidFile({ db }: Context, actor: Actor, target: BidTarget, fileId: string): Promise<void> {
  const { consortiumId, callId, bidId } = target;
  await takingSteps(db, actor, async (tx) => {
    const { right, bid } = await readBid(tx, target);
    mustSpeakFor(right, bid.member_id);
    const { numDeletedRows } = await tx
      .deleteFrom('technology_bid_file')
      .where('consortium_id', '=', consortiumId)
      .where('bid_id', '=', bidId)
      .where('id', '=', fileId)
      .executeTakeFirst();
    if (numDeletedRows !== 1n) throw new Refusal('not-found');
    await recordAudit(tx, consortiumId, 'technology.bid-file-removed', callId, {});
  });
}

/** The bytes of a bid's file for who may read the bid; that another than its bidder read it is recorded. Throws `Refusal('not-found')`. */
export async function readBidFile(
  context: Context,
  actor: Actor,
  target: BidTarget,
  fileId: string,
): Promise<StoredFile> {
  const { consortiumId, callId, bidId } = target;
  const file = await context.db.asActor(actor, async (tx) => {
    const { right, bid } = await readBid(tx, target);
    const found = await tx
      .selectFrom('technology_bid_file')
      .select(['file_digest', 'file_name', 'media_type', 'bytes'])
      .where('consortium_id', '=', consortiumId)
      .where('bid_id', '=', bidId)
      .where('id', '=', fileId)
      .executeTakeFirst();
    if (!found) throw new Refusal('not-found');
    if (!right.own.includes(bid.member_id))
      await recordAudit(tx, consortiumId, 'technology.bid-file-read', callId, { bidId, fileId });
    return found;
  });
  return openStored(context, file);
}

/** Throws `Refusal('not-found')` where whoever acts may not read it: before the opening all but its bidder. */
async function readBid(
  tx: Tx,
  { bidId, ...target }: BidTarget,
): Promise<{ right: TechnologyRight; bid: { member_id: string; files: number } }> {
  const right = await mustKnowTechnology(tx, target.consortiumId);
  await readCall(tx, target);
  const bid = await tx
    .selectFrom('technology_bid as b')
    .select((select) => [
      'b.member_id',
      select
        .selectFrom('technology_bid_file as f')
        .select(({ fn }) => fn.countAll<string>().as('count'))
        .whereRef('f.consortium_id', '=', 'b.consortium_id')
        .whereRef('f.bid_id', '=', 'b.id')
        .as('files'),
    ])
    .where((where) => where.and({ 'b.consortium_id': target.consortiumId, 'b.call_id': target.callId, 'b.id': bidId }))
    .executeTakeFirst();
  if (!bid) throw new Refusal('not-found');
  return { right, bid: { member_id: bid.member_id, files: Number(bid.files) } };
}
