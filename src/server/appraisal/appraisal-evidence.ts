import { Readable } from 'node:stream';
import { officialDay } from '#documents/official/official-document.ts';
import type { Actor } from '#server/access/actor.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { examineBytes } from '#server/evidence/examine-bytes.ts';
import { addEvidence } from '#server/evidence/make-evidence.ts';
import { gradesText, schemeTable } from './appraisal-files.ts';
import { type AppraisalKey, type AppraisalRow, readAppraisal, readSubjects, type SubjectRow } from './appraisal-row.ts';
import { appraisalRules } from './scheme.ts';

export type AppraisalProof = Awaited<ReturnType<typeof printProof>>;

/**
 * Prints that an appraisal was held, by what, and how it came out in all: no name and nobody's points, since more people read evidence than may see
 * results. Throws `Refusal('not-found')`.
 */
export async function printProof({ db, documents, files }: Context, actor: Actor, key: AppraisalKey) {
  const { row, subjects } = await db.readAs(actor, async (tx) => ({
    row: await readAppraisal(tx, key),
    subjects: await readSubjects(tx, key),
  }));
  const bytes = await documents.official({
    title: `${row.title}情况`,
    body: [
      { kind: 'paragraph', text: `${gradesText(row, subjects)}${objectionsText(subjects)}` },
      { kind: 'heading', text: '计分办法' },
      schemeTable(row),
    ],
    from: `${row.consortium}秘书处`,
    day: officialDay(new Date()),
  });
  return {
    examined: await examineBytes(documents, { bytes, name: `${row.title}情况.pdf` }),
    stored: await files.put(Readable.from([bytes])),
  };
}

function objectionsText(subjects: readonly SubjectRow[]): string {
  const decided = subjects.flatMap(({ objections }) =>
    objections.filter(({ state }) => state === 'kept' || state === 'changed'),
  );
  if (decided.length === 0) return '异议期内没有异议。';
  return `异议期内答复异议${decided.length}件，其中${decided.filter(({ state }) => state === 'changed').length}件改变了得分。`;
}

/** A final appraisal proves the observation points that the pack names. */
export async function proveAppraisal(
  tx: Tx,
  actor: Actor,
  { consortiumId, appraisalId }: AppraisalKey,
  { title, from_day, to_day }: AppraisalRow,
  proof: AppraisalProof,
): Promise<void> {
  await addEvidence(
    tx,
    actor,
    { consortiumId, id: appraisalId, memberId: null, ...proof },
    {
      title: `${title}情况`,
      periodFrom: from_day,
      periodTo: to_day,
      entries: [],
      points: appraisalRules().points,
    },
  );
}
