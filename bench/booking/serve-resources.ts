/** A child process of the bench: the server on DATA_DIR with a consortium that shares as many benches as argv[2] says; prints port, consortium, member, token and the benches as JSON. */
import { makeConsortia } from '#bench/ledger/fill-ledgers.ts';
import { serveFilled } from '#bench/saving/serve-filled.ts';

const benches = Number(process.argv[2]);

await serveFilled('filled-resources.json', async (db) => {
  const { consortia } = await makeConsortia(db, 1);
  const [own] = consortia;
  if (!own) throw new Error('no consortium');
  const resources = Array.from({ length: benches }, () => crypto.randomUUID());
  await db.asOwner(async (tx) => {
    const { person_id } = await tx
      .selectFrom('role_assignment')
      .select('person_id')
      .where('unit_id', '=', own.id)
      .executeTakeFirstOrThrow();
    const shared = { consortium_id: own.id, member_id: own.enterprise, kind: 'instrument', person_id };
    await tx
      .insertInto('resource')
      .values(resources.map((id, at) => ({ ...shared, id, name: `测速设备${at}`, capacity: 1, needs_approval: false })))
      .execute();
  });
  return { consortiumId: own.id, memberId: own.school, token: own.token, resources };
});
