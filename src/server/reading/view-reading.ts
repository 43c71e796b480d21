import { sql } from 'kysely';
import type { Pack } from '#core/pack/pack.ts';
import { scoredPoints } from '#core/review/results.ts';
import type { Actor } from '#server/access/actor.ts';
import { weightsOf } from '#server/batch/view-batch.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { readFiguresOfForm } from '#server/figure/read-ledger-values.ts';
import { Refusal } from '#server/http/refusal.ts';
import { readVerified } from '#server/verification/read-verified.ts';
import { figuresOfReading, textsOfReading } from './reading-figures.ts';
import { type ReadingRow, readReading } from './reading-row.ts';

/**
 * All that an expert reads of an application, beside what it said of each point so far. Throws `Refusal('not-found')` for who does not read it,
 * `Refusal('stage-closed')` once the reading is over.
 */
export async function viewReading({ db, packs }: Context, actor: Actor, id: string) {
  return db.readAs(actor, async (tx) => {
    const row = await readReading(tx, id);
    const { pack } = await packs.byDigest(row.pack_digest);
    const verified = (await readVerified(tx, [row])).get(id);
    if (!verified) throw new Refusal('not-found');
    return {
      application: { id, consortium: { id: row.consortium_id, name: row.consortium }, province: row.province },
      batch: { id: row.batch_id, title: row.batch, isAcceptance: row.kind === 'acceptance' },
      closesAt: row.closesAt.toISOString(),
      revision: row.number,
      submittedAt: row.submitted_at?.toISOString() ?? null,
      canChange: row.submitted_at === null,
      points: await readPoints(tx, actor, row, pack),
      figures: figuresOfReading(pack, verified, await readFiguresOfForm(tx, pack, row.consortium_id)),
      texts: textsOfReading(pack, verified),
      evidence: await readEvidence(tx, row.consortium_id),
      repeated: await readRepeated(tx, row),
      inquiries: await readInquiries(tx, row),
      questions: await readOwnQuestions(tx, row),
    };
  });
}

/** The points in their order, each with the reader's score, reason and private note. */
async function readPoints(tx: Tx, actor: Actor, row: ReadingRow, pack: Pack) {
  const scores = await tx
    .selectFrom('reading_score')
    .select(['point', 'score', 'reason', 'version'])
    .where('consortium_id', '=', row.consortium_id)
    .where('application_id', '=', row.id)
    .where('expert_id', '=', row.expert_id)
    .execute();
  const notes = await tx
    .selectFrom('reading_note')
    .select(['point', 'text', 'version'])
    .where('consortium_id', '=', row.consortium_id)
    .where('application_id', '=', row.id)
    .where('person_id', '=', actor.personId)
    .execute();
  const weights = weightsOf(row.weights);
  const scored = new Set(scoredPoints(pack.indicators));
  return pack.indicators.indicators.flatMap(({ title, points }) =>
    points.map((point) => {
      const said = scores.find((each) => each.point === point.id);
      const note = notes.find((each) => each.point === point.id);
      return {
        id: point.id,
        indicator: title,
        text: point.text,
        isScored: scored.has(point),
        weight: weights[point.id] ?? 1,
        score: said?.score == null ? null : Number(said.score),
        reason: said?.reason ?? '',
        version: said?.version ?? 0,
        note: note?.text ?? '',
        noteVersion: note?.version ?? 0,
      };
    }),
  );
}

/** Evidence marked to observation points; its file is read where all evidence is. */
async function readEvidence(tx: Tx, consortiumId: string) {
  const rows = await tx
    .selectFrom('evidence')
    .innerJoin('evidence_link', (join) =>
      join
        .onRef('evidence_link.consortium_id', '=', 'evidence.consortium_id')
        .onRef('evidence_link.evidence_id', '=', 'evidence.id'),
    )
    .select(['evidence.id', 'title', 'file_name', 'media_type', 'pages'])
    .select(sql<string[]>`array_agg(evidence_link.point order by evidence_link.point)`.as('points'))
    .where('evidence.consortium_id', '=', consortiumId)
    .where('evidence.withdrawn_at', 'is', null)
    .where('evidence_link.point', 'is not', null)
    .groupBy(['evidence.id', 'title', 'file_name', 'media_type', 'pages', 'uploaded_at'])
    .orderBy('uploaded_at', 'desc')
    .orderBy('evidence.id')
    .execute();
  return rows.map(({ id, title, file_name, media_type, pages, points }) => ({
    id,
    title,
    fileName: file_name,
    mediaType: media_type,
    pages,
    points,
  }));
}

/** Passages that another application of the batch has too. Whose it is, a reader is not told. */
async function readRepeated(tx: Tx, row: ReadingRow) {
  return tx
    .selectFrom('repeated_text')
    .select(['id', 'cell', 'before', 'text', 'after', 'length'])
    .select(['other_cell as otherCell', 'other_before as otherBefore', 'other_text as otherText'])
    .select('other_after as otherAfter')
    .where('consortium_id', '=', row.consortium_id)
    .where('application_id', '=', row.id)
    .where('number', '=', row.number)
    .orderBy('length', 'desc')
    .orderBy('id')
    .limit(100)
    .execute();
}

/** Questions that the ministry released with their answers, to all readers alike. */
async function readInquiries(tx: Tx, row: ReadingRow) {
  const rows = await tx
    .selectFrom('inquiry')
    .select(['id', 'text', 'answer', 'is_forwarded', 'released_at'])
    .where('consortium_id', '=', row.consortium_id)
    .where('application_id', '=', row.id)
    .where('released_at', 'is not', null)
    .orderBy('released_at')
    .execute();
  return rows.map(({ id, text, answer, is_forwarded, released_at }) => ({
    id,
    text,
    answer: answer ?? '',
    isApplicants: is_forwarded,
    at: released_at?.toISOString() ?? '',
  }));
}

async function readOwnQuestions(tx: Tx, row: ReadingRow) {
  const rows = await tx
    .selectFrom('reading_question')
    .select(['id', 'point', 'text', 'asked_at'])
    .where('consortium_id', '=', row.consortium_id)
    .where('application_id', '=', row.id)
    .where('expert_id', '=', row.expert_id)
    .orderBy('asked_at')
    .execute();
  return rows.map(({ asked_at, ...question }) => ({ ...question, askedAt: asked_at.toISOString() }));
}
