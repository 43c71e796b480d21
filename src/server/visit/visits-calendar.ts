import { writeIcs } from '#documents/calendar/write-ics.ts';
import type { Actor } from '#server/access/actor.ts';
import type { Context } from '#server/context.ts';
import { Refusal } from '#server/http/refusal.ts';
import { readVisits } from './read-visits.ts';

/** The days of a batch's visits that the actor runs or goes on, for a phone's calendar. Throws `Refusal('not-found')` where there is none. */
export async function visitsCalendar({ db, config }: Context, actor: Actor, batchId: string): Promise<string> {
  const visits = await db.readAs(actor, (tx) => readVisits(tx, batchId));
  const [first] = visits;
  if (!first) throw new Refusal('not-found');
  const days = visits.flatMap(({ id, day, consortium, province, city, reason, team }) =>
    day === null
      ? []
      : [
          {
            uid: `visit-${id}`,
            day,
            title: `实地考察：${consortium}`,
            place: [province, city].filter(Boolean).join(' '),
            text: [
              `考察人员：${team.map(({ name }) => name).join('、')}`,
              `考察缘由：${reason}`,
              ...(config.publicUrl === undefined ? [] : [`${config.publicUrl}/applications/${id}/visit`]),
            ].join('\n'),
          },
        ],
  );
  return writeIcs(`${first.batch}实地考察`, days, new Date());
}
