import type { Actor } from '#server/access/actor.ts';
import { recordSystemAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import { Refusal } from '#server/http/refusal.ts';
import { mailInvitation } from '#server/invitation/mail-invitation.ts';
import { hashToken, newToken } from '#server/invitation/token.ts';

const daysOpen = 30;

/**
 * A link by which an expert of the directory, and nobody with another address, comes to an account. Throws `Refusal('action-not-possible')`
 * where it has one, `not-found`.
 */
export async function inviteExpert(
  context: Context,
  actor: Actor,
  expertId: string,
  address: string,
): Promise<{ link: string; expiresAt: string; mailed: boolean }> {
  const token = newToken();
  const expiresAt = new Date(Date.now() + daysOpen * 86_400_000);
  const email = await context.db.asActor(actor, async (tx) => {
    const expert = await tx
      .selectFrom('expert')
      .select(['unit_id', 'email', 'person_id', 'retired'])
      .where('id', '=', expertId)
      .forUpdate()
      .executeTakeFirst();
    if (!expert) throw new Refusal('not-found');
    if (expert.person_id !== null) throw new Refusal('action-not-possible', { detail: '这位专家已有账号。' });
    if (expert.retired) throw new Refusal('action-not-possible', { detail: '这位专家已停用，请先恢复。' });
    const made = await tx
      .insertInto('invitation')
      .values({
        token_hash: hashToken(token),
        unit_id: expert.unit_id,
        role: 'expert',
        email: expert.email,
        invited_by: actor.personId,
        expires_at: expiresAt,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    await tx.updateTable('expert').set({ invitation_id: made.id }).where('id', '=', expertId).execute();
    await recordSystemAudit(tx, expert.unit_id, 'expert.invited', expertId, { invitation: made.id });
    return expert.email;
  });
  const link = `${address}/invitations/${token}`;
  return { link, expiresAt: expiresAt.toISOString(), mailed: await mailInvitation(context, email, link) };
}
