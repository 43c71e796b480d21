import { type InvitationLine, writeInvitations } from '#documents/xlsx/write-members.ts';
import type { Actor } from '#server/access/actor.ts';
import { recordAudit } from '#server/audit/record-audit.ts';
import type { Database } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { hashToken, newToken } from '#server/invitation/token.ts';
import { lockDirectory, readDirectory } from './member-row.ts';

const daysOpen = 30;

/**
 * Makes an invitation as 成员单位填报人 for each of these members and sets the links in an Excel file to hand out; the links are kept nowhere
 * else. A member without a contact's address gets a link that any address may use. Throws `Refusal`: `not-found`, `forbidden`.
 */
export async function inviteMembers(
  db: Database,
  actor: Actor,
  consortiumId: string,
  memberIds: readonly string[],
  address: string,
): Promise<Uint8Array> {
  const expiresAt = new Date(Date.now() + daysOpen * 86_400_000);
  const lines = await db.asActor(actor, async (tx) => {
    await lockDirectory(tx, consortiumId);
    const wanted = new Set(memberIds);
    const members = (await readDirectory(tx, consortiumId)).filter(({ id }) => wanted.has(id));
    if (members.length < wanted.size) throw new Refusal('not-found');
    const invited = members.map((member) => ({ member, token: newToken() }));
    await tx
      .insertInto('invitation')
      .values(
        invited.map(({ member, token }) => ({
          token_hash: hashToken(token),
          unit_id: member.id,
          role: 'member-reporter',
          email: member.contactEmail,
          invited_by: actor.personId,
          expires_at: expiresAt,
        })),
      )
      .execute();
    await recordAudit(tx, consortiumId, 'members.invited', consortiumId, { members: memberIds });
    return invited.map(
      ({ member, token }): InvitationLine => ({
        name: member.name,
        contact: member.contactName ?? '',
        email: member.contactEmail ?? '',
        link: `${address}/invitations/${token}`,
        expiresAt: expiresAt.toISOString().slice(0, 10),
      }),
    );
  });
  return writeInvitations(lines);
}
