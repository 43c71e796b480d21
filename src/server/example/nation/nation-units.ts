import { randomUUID } from 'node:crypto';
import type { Role, UnitKind } from '#core/access/role.ts';
import { currentPack } from '#packs/packs.ts';
import type { Actor } from '#server/access/actor.ts';
import { openBatch } from '#server/batch/open-batch.ts';
import type { Context } from '#server/context.ts';
import { exampleAccounts, examplePassword } from '#server/example/example-accounts.ts';
import { createPerson } from '#server/invitation/accept-invitation.ts';
import type { Nation } from './make-nation.ts';
import { addressOf } from './nation-accounts.ts';

export type NationUnits = {
  ministryId: string;
  /** Ids by number. */
  provinces: readonly string[];
  consortia: readonly string[];
  batchId: string;
  /** Who acts, by the local part of its address: `ministry`, `province-1`, `secretariat-12`, `expert-7`; numbers from 1. */
  actor: (account: string) => Actor;
};

const daysOpen = 90;
const leads = [
  ['secretariat', '秘书处'],
  ['park-authority', '园区管委会'],
  ['lead-school', '牵头学校'],
  ['lead-enterprise', '牵头企业'],
] as const;

type Account = { account: string; name: string; role: Role; unit: { id: string; name: string; kind: UnitKind } };

/** The nation's units, everyone's account — all with the example's password — and a batch that stays open for three months. */
export async function makeNationUnits(context: Context, nation: Nation, readers: number): Promise<NationUnits> {
  const hash = await (await context.auth.$context).password.hash(examplePassword);
  const stored = context.packs.byId(currentPack.id);
  if (!stored) throw new Error('the current pack is not stored');
  const ministry = { id: randomUUID(), name: '示例教育部（虚构）', kind: 'ministry' } as const;
  const provinces = nation.provinces.map((name) => ({ id: randomUUID(), name, kind: 'province' as const }));
  const consortia = nation.consortia.map(({ name }) => ({ id: randomUUID(), name, kind: 'consortium' as const }));
  const actors = new Map<string, Actor>();
  const batchId = await context.db.asOwner(async (tx) => {
    await tx
      .insertInto('unit')
      .values({ ...ministry, parent_id: null })
      .execute();
    await tx
      .insertInto('unit')
      .values(provinces.map((unit) => ({ ...unit, parent_id: ministry.id })))
      .execute();
    const provinceOf = (at: number) => provinces[nation.consortia[at]?.province ?? 0]?.id ?? null;
    await tx
      .insertInto('unit')
      .values(consortia.map((unit, at) => ({ ...unit, parent_id: provinceOf(at) })))
      .execute();
    const accounts: Account[] = [
      ...offices().map((office) => ({ ...office, unit: ministry })),
      ...provinces.map((unit, at) => officer(unit, at)),
      ...consortia.flatMap((unit, at) => leads.map((lead) => leadAccount(lead, unit, at))),
      ...nation.experts.map(
        ({ name }, at): Account => ({
          account: `expert-${at + 1}`,
          name: `${name}（虚构）`,
          role: 'expert',
          unit: ministry,
        }),
      ),
    ];
    for (const { account, name, role, unit } of accounts) {
      const email = addressOf(account);
      const personId = await createPerson(tx, name, email, hash);
      actors.set(account, { personId, sessionId: '', name, email, twoFactorEnabled: false, roles: [{ role, unit }] });
    }
    await tx
      .insertInto('role_assignment')
      .values(
        accounts.map(({ account, role, unit }) => ({
          person_id: actors.get(account)?.personId ?? '',
          unit_id: unit.id,
          role,
        })),
      )
      .execute();
    await tx.updateTable('installation').set({ example: true }).execute();
    const deadline = new Date(Date.now() + daysOpen * 86_400_000).toISOString();
    const title = '市域产教联合体申报（虚构示例批次）';
    const id = await openBatch(tx, stored, { unitId: ministry.id, title, deadline });
    await tx.updateTable('batch').set({ readers }).where('id', '=', id).execute();
    return id;
  });
  return {
    ministryId: ministry.id,
    provinces: provinces.map(({ id }) => id),
    consortia: consortia.map(({ id }) => id),
    batchId,
    actor: (account) => {
      const found = actors.get(account);
      if (!found) throw new Error(`the nation has no account ${account}`);
      return found;
    },
  };
}

/** The ministry's officer and administrators, as in the example province. */
function offices(): readonly Omit<Account, 'unit'>[] {
  return exampleAccounts
    .filter(({ unit, role }) => unit === 'ministry' && role !== 'expert')
    .map(({ email, name, role }) => ({ account: email.replace(/@.*/, ''), name, role }));
}

function officer(unit: Account['unit'], at: number): Account {
  return { account: `province-${at + 1}`, name: `省厅${at + 1}（虚构）`, role: 'provincial-officer', unit };
}

function leadAccount([role, label]: (typeof leads)[number], unit: Account['unit'], at: number): Account {
  const account = `${role.replace(/-authority|lead-/, '')}-${at + 1}`;
  return { account, name: `${label}${at + 1}（虚构）`, role, unit };
}
