import { sql } from 'kysely';
import { type PromisedFigure, promisedFigures } from '#core/commitment/promised-figures.ts';
import type { Answers } from '#core/form/answers.ts';
import { decimalOf, decimalText } from '#core/quantity/decimal.ts';
import { currentPack } from '#packs/packs.ts';
import { mustOversee } from '#server/access/must-have-right.ts';
import { recordOf } from '#server/application/view-application.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';

/** A commitment as it stands: values are exact decimal texts. */
export type Commitment = {
  figure: string;
  year: number;
  value: string;
  first: string;
  verified: boolean;
  version: number;
  split: { version: number; members: number; value: string } | undefined;
  explanation: { version: number; text: string } | undefined;
  isAsked: boolean;
};

type Row = Omit<Commitment, 'split' | 'explanation'> & {
  split_version: number | null;
  split_members: number;
  split_value: string;
  explanation_version: number | null;
  explanation: string | null;
};

/** The commitments of a consortium that the actor may see, by figure and year: one query. */
export async function readCommitments(tx: Tx, consortiumId: string): Promise<readonly Commitment[]> {
  const { rows } = await sql<Row>`
    select c.figure, c.year, c.value::text, c.first_value::text as first, c.verified, c.version, s.version as split_version,
      count(h.member_id)::integer as split_members, coalesce(sum(h.value), 0)::text as split_value,
      x.version as explanation_version, x.text as explanation,
      exists (select from commitment_request r where (r.consortium_id, r.figure, r.year) = (c.consortium_id, c.figure, c.year)
        and r.decision is null and r.withdrawn_at is null) as "isAsked"
    from commitment c
    left join lateral (select max(version) as version from commitment_split s
      where (s.consortium_id, s.figure, s.year) = (c.consortium_id, c.figure, c.year)) s on true
    left join commitment_share h on (h.consortium_id, h.figure, h.year, h.version) = (c.consortium_id, c.figure, c.year, s.version)
    left join lateral (select x.version, x.text from commitment_explanation x
      where (x.consortium_id, x.figure, x.year) = (c.consortium_id, c.figure, c.year) order by x.version desc limit 1) x on true
    where c.consortium_id = ${consortiumId}::uuid
    group by c.consortium_id, c.figure, c.year, s.version, x.version, x.text order by c.figure, c.year`.execute(tx);
  return rows.map(
    ({ split_version, split_members, split_value, explanation_version, explanation, value, first, ...row }) => ({
      ...row,
      value: exact(value),
      first: exact(first),
      split:
        split_version === null
          ? undefined
          : { version: split_version, members: split_members, value: exact(split_value) },
      explanation: explanation_version === null ? undefined : { version: explanation_version, text: explanation ?? '' },
    }),
  );
}

/** One of them. Throws `Refusal('not-found')`. */
export async function readCommitment(tx: Tx, { consortiumId, figure, year }: CommitmentRef): Promise<Commitment> {
  const found = (await readCommitments(tx, consortiumId)).find((each) => each.figure === figure && each.year === year);
  if (!found) throw new Refusal('not-found');
  return found;
}

export type CommitmentRef = { consortiumId: string; figure: string; year: number };

/** What a consortium's commitments rest on: the figures of its form, and what the form said of the data year, as verified. */
export type Promised = { dataYear: number; figures: readonly PromisedFigure[]; answers: Answers };

/** By its own pack where it has promised something, else by the current one. Throws `Refusal('not-found')` where the pack knows no promises. */
export async function readPromised({ packs }: Pick<Context, 'packs'>, tx: Tx, consortiumId: string): Promise<Promised> {
  const form = await readForm(tx, consortiumId);
  const pack = form ? (await packs.byDigest(form.packDigest)).pack : currentPack;
  const promised = promisedFigures(pack);
  if (!promised) throw new Refusal('not-found');
  return { ...promised, answers: form?.answers ?? {} };
}

/** The form that a consortium's first commitments stand in, as verified; none where it has promised nothing. */
export async function readForm(
  tx: Tx,
  consortiumId: string,
): Promise<{ packDigest: string; answers: Answers } | undefined> {
  const { rows } = await sql<{ pack_digest: string; answers: unknown }>`
    select a.pack_digest, coalesce(b.verified, r.answers) as answers
    from (select distinct consortium_id, application_id, revision, taken_at from commitment where consortium_id = ${consortiumId}::uuid
      order by taken_at limit 1) c
    join application a on a.consortium_id = c.consortium_id and a.id = c.application_id
    join revision r on (r.consortium_id, r.application_id, r.number) = (c.consortium_id, c.application_id, c.revision)
    left join baseline b on b.consortium_id = a.consortium_id and b.application_id = a.id`.execute(tx);
  return rows.map(({ pack_digest, answers }) => ({ packDigest: pack_digest, answers: recordOf(answers) }))[0];
}

/** The shortest text of a number that the database wrote with its own zeros. */
export const exact = (text: string) => decimalText(decimalOf(text));

/** Throws `Refusal('not-found')` where the actor sees no commitments of a consortium, as its own members do not. */
export async function mustSeeCommitments(tx: Tx, consortiumId: string): Promise<void> {
  await mustOversee(tx, 'read-application', consortiumId);
}

/** Throws `Refusal('commitments-closed')` once the 承诺兑现单 of a consortium stands. */
export async function mustBeUnclosed(tx: Tx, consortiumId: string): Promise<void> {
  const closed = await tx
    .selectFrom('commitment_closing')
    .select('closed_at')
    .where('consortium_id', '=', consortiumId)
    .executeTakeFirst();
  if (closed) throw new Refusal('commitments-closed', { closedAt: closed.closed_at.toISOString() });
}
