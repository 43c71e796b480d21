import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { type CertificateContent, certificateCode, digestCertificate } from '#documents/certificate/certificate.ts';
import type { Actor } from '#server/access/actor.ts';
import { recordAudit } from '#server/audit/record-audit.ts';
import type { Database } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { beijingToday, categoryLabels, mustSeeDirectory } from '#server/member/member-row.ts';
import { whatMemberDid } from './what-member-did.ts';

export type Issued = { id: string; code: string };

/**
 * Issues a certificate of membership as of today, with what the member did in a year where one is named. Its content never changes
 * afterwards. Throws `Refusal`: `not-found`, `forbidden`.
 */
export async function issueCertificate(
  db: Database,
  actor: Actor,
  consortiumId: string,
  memberId: string,
  year: number | undefined,
): Promise<Issued> {
  return db.asActor(actor, async (tx) => {
    await mustSeeDirectory(tx, consortiumId);
    const member = await tx
      .selectFrom('member')
      .innerJoin('unit', 'unit.id', 'member.consortium_id')
      .select(['member.name', 'member.credit_code', 'member.category', 'member.joined_on', 'member.left_on'])
      .select(['unit.name as consortium'])
      .select(sql<boolean>`has_right('issue-certificate', member.consortium_id)`.as('may'))
      .where('member.consortium_id', '=', consortiumId)
      .where('member.id', '=', memberId)
      .executeTakeFirst();
    if (!member) throw new Refusal('not-found');
    if (!member.may) throw new Refusal('forbidden');
    const content: CertificateContent = {
      organisation: member.name,
      creditCode: member.credit_code,
      consortium: member.consortium,
      category: categoryLabels.get(member.category) ?? member.category,
      joinedOn: member.joined_on,
      leftOn: member.left_on,
      issuedOn: beijingToday(),
      figures: year === undefined ? [] : await whatMemberDid(tx, consortiumId, memberId, year),
    };
    const code = certificateCode(randomBytes(16));
    const { id } = await tx
      .insertInto('certificate')
      .values({
        consortium_id: consortiumId,
        member_id: memberId,
        code,
        digest: digestCertificate(content),
        content: JSON.stringify(content),
        issued_at: new Date(),
        issued_by: actor.personId,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    await recordAudit(tx, consortiumId, 'certificate.issued', id, { member: memberId });
    return { id, code };
  });
}
