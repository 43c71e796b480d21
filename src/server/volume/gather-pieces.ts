import { sql } from 'kysely';
import { kindOf } from '#core/ledger/kind.ts';
import type { VolumePiece } from '#documents/volume/volume.ts';
import type { Context } from '#server/context.ts';
import { observationPoints } from '#server/evidence/link-evidence.ts';
import { ledgerBook } from '#server/ledger/ledger-book.ts';
import type { Directory } from '#server/ledger/member-directory.ts';

/** A piece of evidence that is to be bound, with its file's digest and length in place of its content. */
export type ChosenPiece = Omit<VolumePiece, 'read'> & { digest: string; bytes: number };

/** All evidence of a consortium, or only that of these ids or points. */
export type Choice = {
  consortiumId: string;
  ids: readonly string[] | undefined;
  points: readonly string[] | undefined;
};

type Row = {
  title: string;
  file_digest: string;
  media_type: string;
  bytes: number;
  period_from: string | null;
  period_to: string | null;
  points: string[];
  entries: { kind: string; values: Record<string, string | number | string[]> }[];
};

/**
 * The evidence that a person sees, in the order of the indicator system: each piece once, under the first point that it proves by itself or by its entries.
 * Evidence that proves nothing yet is left out.
 */
export async function gatherPieces(
  { db, directories }: Pick<Context, 'db' | 'directories'>,
  actor: { personId: string },
  { consortiumId, ids, points }: Choice,
): Promise<readonly ChosenPiece[]> {
  const chosen = ids ? sql`and e.id = any(${[...ids]}::uuid[])` : sql``;
  const { rows } = await db.readAs(actor, (tx) =>
    sql<Row>`
      select e.title, e.file_digest, e.media_type, e.bytes, e.period_from, e.period_to,
        array(select l.point from evidence_link l
          where l.consortium_id = e.consortium_id and l.evidence_id = e.id and l.point is not null) as points,
        coalesce((select jsonb_agg(jsonb_build_object('kind', n.kind, 'values', n.values) order by l.linked_at) from evidence_link l
          join ledger_entry n on n.consortium_id = l.consortium_id and n.id = l.entry_id
          where l.consortium_id = e.consortium_id and l.evidence_id = e.id and n.standing <> 'withdrawn'), '[]') as entries
      from evidence e where e.consortium_id = ${consortiumId}::uuid and e.withdrawn_at is null ${chosen}
      order by e.uploaded_at, e.id`.execute(tx),
  );
  const directory = await directories.of(consortiumId);
  return rows
    .flatMap((row) => {
      const proven = provenPoints(row);
      const at = points === undefined ? proven[0] : proven.find((order) => points.includes(idAt(order)));
      return at === undefined ? [] : [{ at, piece: pieceOf(row, at, proven, directory) }];
    })
    .sort((one, other) => one.at - other.at)
    .map(({ piece }) => piece);
}

/** Places in the indicator system, the first first. */
function provenPoints({ points, entries }: Row): readonly number[] {
  const named = [...points, ...entries.flatMap(({ kind }) => kindOf(ledgerBook(), kind).supports)];
  const places = named.map((id) => observationPoints.findIndex((point) => point.id === id)).filter((at) => at >= 0);
  return [...new Set(places)].sort((one, other) => one - other);
}

function pieceOf(row: Row, at: number, proven: readonly number[], directory: Directory): ChosenPiece {
  const others = proven.filter((other) => other !== at).map(idAt);
  const text = observationPoints[at]?.text ?? '';
  return {
    title: row.title,
    point: { id: idAt(at), label: text },
    entryText: [
      ...row.entries.map((entry) => entryText(entry, directory)),
      ...(others.length > 0 ? [`（另证明观测点${others.join('、')}）`] : []),
    ].join('；'),
    period: periodText(row.period_from, row.period_to),
    mediaType: row.media_type,
    digest: row.file_digest,
    bytes: row.bytes,
  };
}

const idAt = (at: number) => observationPoints[at]?.id ?? '';

/** `中国特色学徒制培养：示例职院、示例机电、460101、2022-09-01` */
function entryText({ kind: id, values }: Row['entries'][number], { byId }: Directory): string {
  const kind = kindOf(ledgerBook(), id);
  const words = kind.identity.flatMap((field) =>
    [values[field] ?? []]
      .flat()
      .map((value) => (kind.fields[field]?.type === 'member' ? (byId.get(String(value))?.name ?? '') : String(value))),
  );
  return `${kind.label}：${words.filter((word) => word !== '').join('、')}`;
}

function periodText(from: string | null, to: string | null): string {
  if (from !== null && to !== null) return from === to ? from : `${from}至${to}`;
  return from !== null ? `${from}起` : to !== null ? `至${to}` : '';
}
