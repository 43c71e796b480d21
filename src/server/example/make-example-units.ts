import { randomUUID } from 'node:crypto';
import { exampleRegion } from '#packs/moe-2023-15/regions.ts';
import { currentPack } from '#packs/packs.ts';
import type { Actor } from '#server/access/actor.ts';
import { openBatch } from '#server/batch/open-batch.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { createPerson } from '#server/invitation/accept-invitation.ts';
import { addMembers } from './add-members.ts';
import { type ExampleAccount, exampleAccounts, examplePassword } from './example-accounts.ts';
import type { ExampleForm } from './example-forms.ts';
import type { ExampleMember } from './example-members.ts';

export type ExampleUnits = {
  ministryId: string;
  consortia: readonly string[];
  batchId: string;
  /** An example account as the one who acts. */
  actor: (email: string) => Actor;
};

const daysOpen = 90;

/** Units, members, accounts with their roles, and a batch that stays open for three months. */
export async function makeExampleUnits(
  context: Context,
  forms: readonly ExampleForm[],
  members: readonly (readonly ExampleMember[])[],
): Promise<ExampleUnits> {
  const { password } = await context.auth.$context;
  const hash = await password.hash(examplePassword);
  const stored = context.packs.byId(currentPack.id);
  if (!stored) throw new Error('the current pack is not stored');
  const actors = new Map<string, Actor>();
  const actor = (email: string) => {
    const found = actors.get(email);
    if (!found) throw new Error(`no example account ${email}`);
    return found;
  };
  const isReporter = ({ unit }: ExampleAccount) => typeof unit === 'object' && 'memberOf' in unit;
  const units = await context.db.asOwner(async (tx) => {
    const ministry = await addUnit(tx, 'ministry', '示例教育部（虚构）', null);
    const province = await addUnit(tx, 'province', exampleRegion, ministry);
    const consortia: string[] = [];
    for (const form of forms) consortia.push(await addUnit(tx, 'consortium', form.name, province));
    const place = ({ unit }: ExampleAccount): string => {
      if (unit === 'ministry') return ministry;
      if (unit === 'province') return province;
      // The first of its category.
      const own =
        'consortium' in unit
          ? consortia[unit.consortium]
          : members[unit.memberOf]?.find(({ category }) => category === unit.category)?.id;
      if (own === undefined) throw new Error('an example account has no unit');
      return own;
    };
    for (const account of exampleAccounts.filter((one) => !isReporter(one)))
      actors.set(account.email, await addAccount(tx, account, place(account), hash));
    const deadline = new Date(Date.now() + daysOpen * 86_400_000).toISOString();
    const title = '市域产教联合体申报（虚构示例批次）';
    const batchId = await openBatch(tx, stored, { unitId: ministry, title, deadline });
    await tx.updateTable('installation').set({ example: true }).execute();
    return { ministryId: ministry, consortia, batchId, place };
  });
  for (const [number, own] of members.entries())
    await addMembers(context, actor(`secretariat${number + 1}@shili.example`), units.consortia[number] ?? '', own);
  await context.db.asOwner(async (tx) => {
    for (const account of exampleAccounts.filter(isReporter))
      actors.set(account.email, await addAccount(tx, account, units.place(account), hash));
  });
  const { ministryId, consortia, batchId } = units;
  return { ministryId, consortia, batchId, actor };
}

async function addAccount(tx: Tx, account: ExampleAccount, unitId: string, hash: string): Promise<Actor> {
  const personId = await createPerson(tx, account.name, account.email, hash);
  await tx.insertInto('role_assignment').values({ person_id: personId, unit_id: unitId, role: account.role }).execute();
  return actorOf(account, personId, unitId);
}

async function addUnit(tx: Tx, kind: string, name: string, parentId: string | null): Promise<string> {
  const id = randomUUID();
  await tx.insertInto('unit').values({ id, kind, name, parent_id: parentId }).execute();
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
