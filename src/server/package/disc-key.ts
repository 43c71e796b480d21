import { fingerprintOf, newDiscKeys, publicKeysOf } from '#documents/disc/disc-keys.ts';
import type { Actor } from '#server/access/actor.ts';
import { recordSystemAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { sealKeys, unsealKeys } from './seal-keys.ts';

type KeyContext = Pick<Context, 'db' | 'config'>;

/** Makes an office's keys where it has none yet. They are made once: what signed last year's discs signs this year's. */
export async function ensureDiscKey(tx: Tx, { config }: KeyContext, actor: Actor, unitId: string): Promise<void> {
  const known = await tx.selectFrom('disc_key').select('unit_id').where('unit_id', '=', unitId).executeTakeFirst();
  if (known) return;
  const keys = newDiscKeys();
  const fingerprint = fingerprintOf(publicKeysOf(keys));
  const made = await tx
    .insertInto('disc_key')
    .values({
      unit_id: unitId,
      fingerprint,
      sealed: sealKeys(keys, config.secret, unitId),
      made_by: actor.personId,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('unit_id')
    .executeTakeFirst();
  if (made) await recordSystemAudit(tx, unitId, 'disc.key-made', unitId, { fingerprint });
}

/** The keys themselves, for the job that signs: nothing else asks for them, and no answer holds them. Throws `Refusal('unavailable')`. */
export async function openDiscKeys({ db, config }: KeyContext, unitId: string) {
  const { sealed } = await db.asOwner((tx) =>
    tx.selectFrom('disc_key').select('sealed').where('unit_id', '=', unitId).executeTakeFirstOrThrow(),
  );
  return unsealKeys(sealed, config.secret, unitId);
}
