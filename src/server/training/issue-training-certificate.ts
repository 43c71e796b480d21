import { createHash, randomBytes } from 'node:crypto';
import { canonicalJson } from '#core/form/canonical-json.ts';
import { certificateSerial } from '#core/training/certificate-serial.ts';
import type { Actor } from '#server/access/actor.ts';
import { recordAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { beijingToday } from '#server/member/member-row.ts';
import { type ClassRow, type ClassTarget, readTrainees } from './class-row.ts';
import type { CertificateContent } from './class-views.ts';
import { named } from './training-right.ts';

type Holder = { id: string; content: CertificateContent };

/** Certificates for those who have passed a class, and have a name: what each says stays as it is, but for its holder’s word. */
export async function issueToTrainees(
  context: Context,
  tx: Tx,
  target: ClassTarget,
  row: ClassRow,
  passed: ReadonlySet<string>,
): Promise<void> {
  const issuer = named(await context.directories.of(target.consortiumId), row.member_id).name;
  const consortium = await nameOf(tx, target.consortiumId);
  const [first = '', last = ''] = [row.days[0], row.days.at(-1)];
  const course = await tx
    .selectFrom('training_course')
    .select(['name', 'skills'])
    .where('consortium_id', '=', target.consortiumId)
    .where('id', '=', row.course_id)
    .executeTakeFirstOrThrow();
  const trainees = (await readTrainees(tx, target)).filter(({ id, erased_at }) => erased_at === null && passed.has(id));
  await issue(
    tx,
    { consortiumId: target.consortiumId, memberId: row.member_id, of: 'trainee_id' },
    trainees.map(({ id, name, days, score }) => ({
      id,
      content: {
        title: '培训证书',
        holder: name,
        statement: `于${chineseDay(first)}${last === first ? '' : `至${chineseDay(last)}`}参加“${course.name}”培训，修完规定内容，经考核合格，准予结业。`,
        lines: [
          ['班次', row.name],
          ['出勤', `${days.length}天（共${row.days.length}天）`],
          ...(score === null ? [] : [['考核成绩', `${score}分`] as [string, string]]),
          ...(course.skills === '' ? [] : [['技能', course.skills] as [string, string]]),
        ],
        issuer,
        consortium,
        issuedOn: beijingToday(),
      },
    })),
  );
}

/** SHA-256 of what a certificate says. */
export const digestOf = (content: CertificateContent) =>
  createHash('sha256').update(canonicalJson(content)).digest('hex');

/** Writes certificates under serials that nobody guesses. `of`: whose they are. */
export async function issue(
  tx: Tx,
  { consortiumId, memberId, of }: { consortiumId: string; memberId: string; of: 'trainee_id' | 'candidate_id' },
  holders: readonly Holder[],
): Promise<void> {
  if (holders.length === 0) return;
  const year = Number(beijingToday().slice(0, 4));
  await tx
    .insertInto('training_certificate')
    .values(
      holders.map(({ id, content }) => ({
        consortium_id: consortiumId,
        member_id: memberId,
        [of]: id,
        serial: certificateSerial(year, randomBytes(12)),
        content: JSON.stringify(content),
        digest: digestOf(content),
      })),
    )
    .execute();
}

/** Whoever looks a certificate up is told from now on that it does not hold, and since when. Throws `Refusal`: `action-not-possible`, `forbidden`, `not-found`. */
export async function revokeCertificate(
  { db }: Context,
  actor: Actor,
  { consortiumId, certificateId }: { consortiumId: string; certificateId: string },
  reason: string,
): Promise<void> {
  await db.asActor(actor, async (tx) => {
    const row = await tx
      .selectFrom('training_certificate')
      .select('revoked_at')
      .where('consortium_id', '=', consortiumId)
      .where('id', '=', certificateId)
      .executeTakeFirst();
    if (!row) throw new Refusal('not-found');
    if (row.revoked_at !== null) throw new Refusal('action-not-possible', { state: 'revoked' });
    await tx
      .updateTable('training_certificate')
      .set({ revoked_at: new Date(), revoked_because: reason })
      .where('consortium_id', '=', consortiumId)
      .where('id', '=', certificateId)
      .execute();
    await recordAudit(tx, consortiumId, 'training-certificate.revoked', certificateId, {});
  });
}

export async function nameOf(tx: Tx, consortiumId: string): Promise<string> {
  const { name } = await tx.selectFrom('unit').select('name').where('id', '=', consortiumId).executeTakeFirstOrThrow();
  return name;
}

/** `2026年3月2日` */
export function chineseDay(day: string): string {
  const [year, month, date] = day.split('-').map(Number);
  return `${year}年${month}月${date}日`;
}
