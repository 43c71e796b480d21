import { randomUUID } from 'node:crypto';
import { exampleRegion } from '#packs/moe-2023-15/regions.ts';
import { currentPack } from '#packs/packs.ts';
import type { Actor } from '#server/access/actor.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { createPerson } from '#server/invitation/accept-invitation.ts';
import { type ExampleAccount, exampleAccounts, examplePassword } from './example-accounts.ts';
import type { ExampleForm, ExampleMember } from './example-forms.ts';

export type ExampleUnits = {
  consortia: readonly string[];
  batchId: string;
  /** An example account as the one who acts. */
  actor: (email: string) => Actor;
};

const daysOpen = 90;

/** Units, accounts with their roles, and a batch that stays open for three months. */
export async function makeExampleUnits(context: Context, forms: readonly ExampleForm[]): Promise<ExampleUnits> {
  const { password } = await context.auth.$context;
  const hash = await password.hash(examplePassword);
  const stored = context.packs.byId(currentPack.id);
  if (!stored) throw new Error('the current pack is not stored');
  return context.db.asOwner(async (tx) => {
    const ministry = await addUnit(tx, 'ministry', '示例教育部（虚构）', null);
    const province = await addUnit(tx, 'province', exampleRegion, ministry);
    const consortia: string[] = [];
    const members: ReadonlyMap<string, string>[] = [];
    for (const form of forms) {
      const consortium = await addUnit(tx, 'consortium', form.name, province);
      const ids = [];
      for (const member of form.members) ids.push([member.category, await addMember(tx, member, consortium)] as const);
      consortia.push(consortium);
      // The first of each category: what follows in the map's making yields to what stands before it.
      members.push(new Map(ids.toReversed()));
    }
    const place = ({ unit }: ExampleAccount): string => {
      if (unit === 'ministry') return ministry;
      if (unit === 'province') return province;
      const id = 'consortium' in unit ? consortia[unit.consortium] : members[unit.memberOf]?.get(unit.category);
      if (id === undefined) throw new Error('an example account has no unit');
      return id;
    };
    const actors = new Map<string, Actor>();
    for (const account of exampleAccounts) {
      const personId = await createPerson(tx, account.name, account.email, hash);
      const unitId = place(account);
      await tx
        .insertInto('role_assignment')
        .values({ person_id: personId, unit_id: unitId, role: account.role })
        .execute();
      actors.set(account.email, actorOf(account, personId, unitId));
    }
    const batch = await tx
      .insertInto('batch')
      .values({
        unit_id: ministry,
        title: '市域产教联合体申报（虚构示例批次）',
        pack_digest: stored.digest,
        deadline: new Date(Date.now() + daysOpen * 86_400_000),
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    await tx.updateTable('installation').set({ example: true }).execute();
    return {
      consortia,
      batchId: batch.id,
      actor: (email) => {
        const actor = actors.get(email);
        if (!actor) throw new Error(`no example account ${email}`);
        return actor;
      },
    };
  });
}

async function addUnit(tx: Tx, kind: string, name: string, parentId: string | null): Promise<string> {
  const id = randomUUID();
  await tx.insertInto('unit').values({ id, kind, name, parent_id: parentId }).execute();
  return id;
}

/** The directory lists the unit by itself; what is known of it besides its name is added. */
async function addMember(tx: Tx, { name, category }: ExampleMember, consortium: string): Promise<string> {
  const id = await addUnit(tx, 'member', name, consortium);
  await tx
    .updateTable('member')
    .set({ category, joined_on: '2022-03-01', contact_name: '联系人（虚构）', contact_phone: '000-0000-0000' })
    .where('consortium_id', '=', consortium)
    .where('id', '=', id)
    .execute();
  return id;
}

function actorOf({ name, email, role, unit }: ExampleAccount, personId: string, unitId: string): Actor {
  const kind = unit === 'ministry' || unit === 'province' ? unit : 'consortium' in unit ? 'consortium' : 'member';
  return {
    personId,
    sessionId: '',
    name,
    email,
    twoFactorEnabled: false,
    roles: [{ role, unit: { id: unitId, name: '', kind } }],
  };
}
