import { changeOf } from '#core/member/member.ts';
import type { Actor } from '#server/access/actor.ts';
import type { Context } from '#server/context.ts';
import { lockDirectory } from '#server/member/member-row.ts';
import { writeMembers } from '#server/member/write-members.ts';
import type { ExampleMember } from './example-members.ts';

/** As the secretariat imports a file of its members. */
export async function addMembers(
  { db }: Context,
  secretary: Actor,
  consortiumId: string,
  members: readonly ExampleMember[],
): Promise<void> {
  await db.asActor(secretary, async (tx) => {
    await lockDirectory(tx, consortiumId);
    const rows = members.map((member) => {
      const { id, ...values } = member;
      return { ...values, id, base: null, action: 'added' as const, change: changeOf(undefined, values) };
    });
    await writeMembers(tx, secretary, consortiumId, rows, 'import');
  });
}
