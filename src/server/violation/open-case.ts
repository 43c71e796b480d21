import { recordAudit } from '#server/audit/record-audit.ts';
import type { Tx } from '#server/db/database.ts';
import { tellOfStanding } from '#server/standing/tell-of-standing.ts';

/** Who or what brought it up. Strikes and changes open a case by themselves, whoever made them; the others need an office's right. */
export type CaseOrigin = 'strikes' | 'province' | 'audit' | 'public' | 'change';

export type CaseOrder = {
  consortiumId: string;
  origin: CaseOrigin;
  /** What is said to have happened, 1–5000 characters: for those who look into it, never the consortium's to read. */
  text: string;
  /** What it rests on, such as `{ years: [2024, 2025] }`. */
  facts?: Readonly<Record<string, unknown>>;
};

/** Opens a case that may cost a consortium its standing, and tells its province and the ministry. Gives the case's id. */
export async function openCase(tx: Tx, { consortiumId, origin, text, facts = {} }: CaseOrder): Promise<string> {
  const id = crypto.randomUUID();
  // Not `returning`: who is not to read the case may yet be who opens it.
  await tx.insertInto('violation_case').values({ consortium_id: consortiumId, id, origin }).execute();
  await tx
    .insertInto('violation_report')
    .values({
      consortium_id: consortiumId,
      case_id: id,
      text,
      facts: JSON.stringify(facts),
    })
    .execute();
  await recordAudit(tx, consortiumId, 'case.opened', id, { origin, ...facts });
  await tellOfStanding(tx, consortiumId, {
    roles: ['provincial-officer', 'ministry-officer'],
    text: '有一件可能影响联合体资格的案件立案，请核查。',
    link: `/violations/${id}`,
  });
  return id;
}
