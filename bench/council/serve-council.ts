/** A child process of the bench: the server on DATA_DIR with a consortium whose council has as many seats as argv[2] says; prints port, consortium and its secretary's token as JSON. */
import { sql } from 'kysely';
import { makeConsortia } from '#bench/ledger/fill-ledgers.ts';
import { serveFilled } from '#bench/saving/serve-filled.ts';

const seats = Number(process.argv[2]);

await serveFilled('filled-council.json', async (db) => {
  const { consortia } = await makeConsortia(db, 1);
  const [own] = consortia;
  if (!own) throw new Error('no consortium');
  await db.asOwner(async (tx) => {
    await sql`
      insert into council_seat (consortium_id, party, role, organisation, name, from_day, to_day, elected_by, person_id)
      select ${own.id}::uuid, 'school', 'councillor', '测速学校' || n, '测速理事' || n, '2024-01-01', '2099-12-31',
        '{"kind":"document","reference":"测速"}', (select id from person limit 1) from generate_series(1, ${seats}::integer) n`.execute(
      tx,
    );
    await sql`insert into council_contact (consortium_id, seat_id) select consortium_id, id from council_seat`.execute(
      tx,
    );
  });
  return { consortiumId: own.id, secretary: own.token };
});
