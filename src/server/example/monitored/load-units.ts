import type { Role, UnitKind } from '#core/access/role.ts';
import type { Actor } from '#server/access/actor.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { examplePassword } from '#server/example/example-accounts.ts';
import { exampleId } from '#server/example/ledgers/example-id.ts';
import { addressOf } from '#server/example/nation/nation-accounts.ts';
import type { Monitored } from './make-monitored.ts';

type Unit = { id: string; kind: UnitKind; name: string; parentId: string };
type Account = { account: string; name: string; role: Role; unit: Unit };

/** Who acts for the monitored consortia, by the local part of its address: `province-1`, `secretariat-12`, numbers from 1. */
export type Actors = (account: string) => Actor;

/** The provincial units, the consortia, and a person for each: all with the example's password. */
export async function loadUnits(context: Context, ministryId: string, monitored: Monitored): Promise<Actors> {
  const hash = await (await context.auth.$context).password.hash(examplePassword);
  const provinces = monitored.provinces.map(
    ({ id, name }): Unit => ({ id, name, kind: 'province', parentId: ministryId }),
  );
  const consortia = [...monitored.consortia, ...monitored.applicants].map(
    ({ id, name, province }): Unit => ({
      id,
      name,
      kind: 'consortium',
      parentId: monitored.provinces[province]?.id ?? '',
    }),
  );
  const accounts = [
    ...provinces.map(
      (unit, at): Account => ({
        account: `province-${at + 1}`,
        name: `省厅${at + 1}（虚构）`,
        role: 'provincial-officer',
        unit,
      }),
    ),
    ...consortia.map(
      (unit, at): Account => ({
        account: `secretariat-${at + 1}`,
        name: `秘书处${at + 1}（虚构）`,
        role: 'secretariat',
        unit,
      }),
    ),
  ];
  await context.db.asOwner(async (tx) => {
    for (const units of [provinces, consortia])
      await tx
        .insertInto('unit')
        .values(units.map(({ id, kind, name, parentId }) => ({ id, kind, name, parent_id: parentId })))
        .execute();
    await addAccounts(tx, accounts, hash);
  });
  const actors = new Map(accounts.map((one) => [one.account, actorOf(one)]));
  return (account) => {
    const found = actors.get(account);
    if (!found) throw new Error(`the example has no account ${account}`);
    return found;
  };
}

async function addAccounts(tx: Tx, accounts: readonly Account[], hash: string): Promise<void> {
  const people = accounts.map((one) => ({ ...actorOf(one), role: one.role, unitId: one.unit.id }));
  await tx
    .insertInto('person')
    .values(people.map(({ personId: id, name, email }) => ({ id, name, email, email_verified: true })))
    .execute();
  await tx
    .insertInto('auth_account')
    .values(
      people.map(({ personId }) => ({
        account_id: personId,
        provider_id: 'credential',
        user_id: personId,
        password: hash,
      })),
    )
    .execute();
  await tx
    .insertInto('role_assignment')
    .values(people.map(({ personId, unitId, role }) => ({ person_id: personId, unit_id: unitId, role })))
    .execute();
}

function actorOf({ account, name, role, unit: { id, kind, name: unitName } }: Account): Actor {
  return {
    personId: exampleId('person', account),
    sessionId: '',
    name,
    email: addressOf(account),
    twoFactorEnabled: false,
    roles: [{ role, unit: { id, kind, name: unitName } }],
  };
}
