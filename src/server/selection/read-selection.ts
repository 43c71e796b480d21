import { valueAt } from '#core/form/answers.ts';
import type { Pack } from '#core/pack/pack.ts';
import type { ApplicationResult } from '#core/review/results.ts';
import { type Candidate, candidateOf, type PlaceWords } from '#core/selection/candidate.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { readResults } from '#server/review/read-results.ts';
import { readVerified } from '#server/verification/read-verified.ts';

export type SelectionBatch = {
  id: string;
  title: string;
  kind: string;
  unitId: string;
  issuer: string;
  weights: unknown;
  commentsShown: boolean;
  pack: Pack;
};

/** What of its verified form a list may say of a consortium: units and places, never persons. */
export type FormWords = PlaceWords & { leadSchool: string; leadEnterprise: string };

export type Selection = {
  batch: SelectionBatch;
  results: readonly ApplicationResult[];
  candidates: readonly Candidate[];
  words: ReadonlyMap<string, FormWords>;
};

/** The batch for who runs its review. Throws `Refusal('not-found')`, and `Refusal('forbidden')` for who only knows of it. */
export async function selectionBatch(tx: Tx, packs: Context['packs'], batchId: string): Promise<SelectionBatch> {
  const batch = await selectBatch(tx, batchId).executeTakeFirst();
  if (!batch) throw new Refusal('not-found');
  if (!batch.may) throw new Refusal('forbidden');
  return batchOf(packs, batch);
}

/** The same, and nobody else decides or publishes, and no objection is taken, until the transaction ends. */
export async function lockSelection(tx: Tx, packs: Context['packs'], batchId: string): Promise<SelectionBatch> {
  const batch = await selectionBatch(tx, packs, batchId);
  await tx.selectFrom('batch').select('id').where('id', '=', batchId).forNoKeyUpdate().execute();
  return batch;
}

export function selectBatch(tx: Tx, batchId: string) {
  return tx
    .selectFrom('batch')
    .innerJoin('unit', 'unit.id', 'batch.unit_id')
    .select([
      'batch.id',
      'title',
      'batch.kind',
      'unit_id',
      'unit.name as issuer',
      'weights',
      'comments_shown',
      'pack_digest',
    ])
    .select(({ fn }) => fn<boolean>('may_review', ['batch.id']).as('may'))
    .where('batch.id', '=', batchId);
}

type BatchRow = NonNullable<Awaited<ReturnType<ReturnType<typeof selectBatch>['executeTakeFirst']>>>;

export async function batchOf(
  packs: { byDigest: (digest: string) => Promise<{ pack: Pack }> },
  row: BatchRow,
): Promise<SelectionBatch> {
  const { id, title, kind, unit_id, issuer, weights, comments_shown, pack_digest } = row;
  const { pack } = await packs.byDigest(pack_digest);
  return { id, title, kind, unitId: unit_id, issuer, weights, commentsShown: comments_shown, pack };
}

/**
 * What is selected from: the results of a batch's readings, and where and what each applicant is. Throws `Refusal('not-found')` for an acceptance, which
 * judges each of its consortia by itself.
 */
export async function readSelection(tx: Tx, batch: SelectionBatch): Promise<Selection> {
  if (batch.kind !== 'application') throw new Refusal('not-found');
  const results = await readResults(tx, batch);
  const forms = await readVerified(
    tx,
    results.map(({ applicationId, consortiumId }) => ({ id: applicationId, consortium_id: consortiumId })),
  );
  const words = new Map<string, FormWords>();
  const candidates = results.map((result) => {
    const answers = forms.get(result.applicationId)?.verified ?? {};
    const word = (path: string | undefined) => {
      const value = path === undefined ? undefined : valueAt(answers, path);
      return typeof value === 'string' ? value : '';
    };
    const { names } = batch.pack;
    const said: FormWords = {
      consortium: word(names.consortium) || result.consortium,
      park: word(names.park),
      industries: word(names.industries),
      leadSchool: word(names.leadSchool),
      leadEnterprise: word(names.leadEnterprise),
    };
    words.set(result.applicationId, said);
    return candidateOf(result, said);
  });
  return { batch, results, candidates, words };
}

/** What applications are called, by id. */
export function namesOf({ results }: Selection): ReadonlyMap<string, string> {
  return new Map(results.map(({ applicationId, consortium }) => [applicationId, consortium]));
}
