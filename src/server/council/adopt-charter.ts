import { sql } from 'kysely';
import { type CharterFault, type CharterRules, charterFaults } from '#core/council/charter.ts';
import type { Actor } from '#server/access/actor.ts';
import { recordAudit } from '#server/audit/record-audit.ts';
import type { Tx } from '#server/db/database.ts';
import { documentRules } from '#server/governing-document/document-row.ts';
import { Refusal } from '#server/http/refusal.ts';
import { councilRules, lockCouncil, mustManageCouncil } from './council-right.ts';
import type { Authority } from './council-views.ts';

export type CharterOrder = {
  consortiumId: string;
  /** The version that this one was written over; 0 where there was none. */
  base: number;
  inForceFrom: string;
  rules: CharterRules;
  authority: Authority;
  /** The version of the charter's text that the rules follow, where it is kept here. */
  documentVersionId?: string | null;
};

const faultTexts: Readonly<Record<CharterFault, string>> = {
  'no-seats': '章程没有席位。',
  'quorum-out-of-reach': '要求的人数多于席位。',
  'share-impossible': '要求的比例不能达到。',
  'unknown-party': '没有这一方。',
  'unknown-kind': '没有这类议题。',
  repeated: '重复。',
};

/** Adds a version of the charter. Throws `Refusal`: `invalid` with what is wrong, `stale` where another version came first, `forbidden`. */
export async function adoptCharter(tx: Tx, actor: Actor, order: CharterOrder): Promise<{ version: number }> {
  const { consortiumId, base, inForceFrom, rules, authority, documentVersionId = null } = order;
  await mustManageCouncil(tx, consortiumId);
  const { parties, motionKinds } = councilRules();
  const faults = charterFaults(rules, {
    parties: parties.map(({ id }) => id),
    kinds: motionKinds.map(({ id }) => id),
  });
  const [first] = faults;
  if (first) {
    const label = [...parties, ...motionKinds].find(({ id }) => id === first.at)?.label ?? first.at;
    throw new Refusal('invalid', { fields: ['rules'], detail: `${label && `${label}：`}${faultTexts[first.code]}` });
  }
  if (documentVersionId !== null) await mustBeCharterText(tx, consortiumId, documentVersionId);
  await lockCouncil(tx, consortiumId);
  const latest = await tx
    .selectFrom('charter')
    .select('version')
    .where('consortium_id', '=', consortiumId)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
  const version = (latest?.version ?? 0) + 1;
  if (base !== version - 1) throw new Refusal('stale', { version: version - 1 });
  await tx
    .insertInto('charter')
    .values({
      consortium_id: consortiumId,
      version,
      in_force_from: inForceFrom,
      rules: JSON.stringify(rules),
      authority: JSON.stringify(authority),
      document_version_id: documentVersionId,
      person_id: actor.personId,
    })
    .execute();
  await recordAudit(tx, consortiumId, 'charter.adopted', String(version), { inForceFrom });
  return { version };
}

async function mustBeCharterText(tx: Tx, consortiumId: string, id: string): Promise<void> {
  const kinds = documentRules().kinds.flatMap(({ label, isCharter }) => (isCharter ? [label] : []));
  const found = await tx
    .selectFrom('governing_document_version as v')
    .innerJoin('governing_document as d', (join) =>
      join.onRef('d.consortium_id', '=', 'v.consortium_id').onRef('d.id', '=', 'v.document_id'),
    )
    .select('v.id')
    .where('v.consortium_id', '=', consortiumId)
    .where('v.id', '=', id)
    .where('v.state', 'in', ['approved', 'repealed'])
    .where(sql<boolean>`d.kind = any(${kinds})`)
    .executeTakeFirst();
  if (!found) throw new Refusal('invalid', { fields: ['documentVersionId'], detail: '请选择已批准的章程文本。' });
}
