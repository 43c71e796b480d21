import { sql } from 'kysely';
import { charterOn } from '#core/council/charter.ts';
import type { Actor } from '#server/access/actor.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { beijingToday } from '#server/member/member-row.ts';
import { councilRules, mustKnowCouncil } from './council-right.ts';
import { Authority, CharterRulesView } from './council-views.ts';

/** Charter, seats and substitutes of a council, of all times: as many queries for one seat as for hundreds. Throws `Refusal('not-found')`. */
export async function viewCouncil({ db }: Context, actor: Actor, consortiumId: string) {
  return db.readAs(actor, async (tx) => {
    const right = await mustKnowCouncil(tx, consortiumId);
    const { parties, roles, motionKinds, charter: suggested } = councilRules();
    const today = beijingToday();
    const charters = await readCharters(tx, consortiumId);
    return {
      consortium: { id: consortiumId, name: right.name },
      canManage: right.manages,
      today,
      parties: [...parties],
      roles: [...roles],
      motionKinds: [...motionKinds],
      charter: charterOn(charters, today) ?? null,
      suggested: CharterRulesView.parse(suggested),
      charters,
      seats: await readSeats(tx, consortiumId),
    };
  });
}

async function readCharters(tx: Tx, consortiumId: string) {
  const rows = await tx
    .selectFrom('charter as c')
    .leftJoin('governing_document_version as v', (join) =>
      join.onRef('v.consortium_id', '=', 'c.consortium_id').onRef('v.id', '=', 'c.document_version_id'),
    )
    .leftJoin('governing_document as d', (join) =>
      join.onRef('d.consortium_id', '=', 'v.consortium_id').onRef('d.id', '=', 'v.document_id'),
    )
    .select(['c.version', 'in_force_from', 'rules', 'authority', 'c.at', sql<string>`name_of(c.person_id)`.as('by')])
    .select(['d.id as document_id', 'd.title', 'v.id as version_id', 'v.number'])
    .where('c.consortium_id', '=', consortiumId)
    .orderBy('c.version', 'desc')
    .execute();
  return rows.map(({ version, in_force_from, rules, authority, at, by, document_id, title, version_id, number }) => ({
    version,
    inForceFrom: in_force_from,
    rules: CharterRulesView.parse(rules),
    authority: Authority.parse(authority),
    document:
      document_id === null || title === null || version_id === null || number === null
        ? null
        : { id: document_id, versionId: version_id, title, number },
    by,
    at: at.toISOString(),
  }));
}

async function readSeats(tx: Tx, consortiumId: string) {
  const rows = await tx
    .selectFrom('council_seat as s')
    .leftJoin('council_contact as c', (join) =>
      join.onRef('c.consortium_id', '=', 's.consortium_id').onRef('c.seat_id', '=', 's.id'),
    )
    .select([
      's.id',
      'party',
      'role',
      'organisation',
      'member_id',
      'name',
      'from_day',
      'to_day',
      'ended_on',
      'last_day',
    ])
    .select(['elected_by', 'ended_by', 'version', 'c.email', 'c.phone'])
    .where('s.consortium_id', '=', consortiumId)
    .orderBy('last_day', 'desc')
    .orderBy('from_day')
    .orderBy('s.id')
    .execute();
  const substitutes = await tx
    .selectFrom('council_substitute')
    .select(['seat_id', 'id', 'name', 'from_day as from', 'to_day as to'])
    .where('consortium_id', '=', consortiumId)
    .orderBy('from_day')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    party: row.party,
    role: row.role,
    organisation: row.organisation,
    memberId: row.member_id,
    name: row.name,
    from: row.from_day,
    to: row.to_day,
    endedOn: row.ended_on,
    lastDay: row.last_day,
    electedBy: Authority.parse(row.elected_by),
    endedBy: row.ended_by === null ? null : Authority.parse(row.ended_by),
    version: row.version,
    contact: row.email === null ? null : { email: row.email, phone: row.phone ?? '' },
    substitutes: substitutes
      .filter(({ seat_id }) => seat_id === row.id)
      .map(({ seat_id: _, ...substitute }) => substitute),
  }));
}
