import type { Actor } from '#server/access/actor.ts';
import type { Context } from '#server/context.ts';
import { yearInChina } from '#server/figure/close-year.ts';
import { beijingToday } from '#server/member/member-row.ts';
import { majorText, mustKnowTalent, talentRules } from '#server/talent/talent-right.ts';
import { readRecords } from '#server/talent-balance/read-records.ts';
import { CaseStateId, type MajorStandView, type MajorsView } from './major-views.ts';
import { type JudgedMajor, judgedYears, readMajors } from './read-majors.ts';

const most = 2000;
const order = ['warned', 'watched', 'none'];

/** Majors with their warnings, the gravest first: of all schools for offices, for a school its own. Throws `Refusal('not-found')`. */
export async function listMajors(context: Context, actor: Actor, consortiumId: string): Promise<MajorsView> {
  const year = yearInChina(Date.now());
  const today = beijingToday();
  const { majors: rules } = talentRules();
  return context.db.readAs(actor, async (tx) => {
    const right = await mustKnowTalent(tx, consortiumId);
    const records = await readRecords(context, tx, consortiumId, { from: year, to: year + rules.years });
    const judged = await readMajors(tx, consortiumId, records, year);
    const cases = await tx
      .selectFrom('major_case')
      .select(['id', 'member_id', 'major', 'state', 'action', 'at', 'decided_on', 'closed_on'])
      .where('consortium_id', '=', consortiumId)
      .orderBy('at', 'desc')
      .limit(most)
      .execute();
    const programmes = await tx
      .selectFrom('talent_programme as p')
      .leftJoin('programme_outcome as o', (join) =>
        join.onRef('o.consortium_id', '=', 'p.consortium_id').onRef('o.programme_id', '=', 'p.id'),
      )
      .select(['p.id', 'p.member_id', 'p.major', 'p.enrolled_in', 'p.graduates_in'])
      .select(['o.planned', 'o.admitted', 'o.graduates', 'o.employed', 'o.version'])
      .where('p.consortium_id', '=', consortiumId)
      .orderBy('p.graduates_in', 'desc')
      .orderBy('p.major')
      .limit(most)
      .execute();
    const { byId } = await context.directories.of(consortiumId);
    const named = (id: string) => ({ id, name: byId.get(id)?.name ?? '' });
    const isOwn = (id: string) => right.manages || right.own.includes(id);
    const seesAll = right.manages || right.reads;
    return {
      manages: right.manages,
      year,
      years: judgedYears(year).length,
      limits: {
        surplus: rules.surplus,
        employment: rules.employment,
        admission: rules.admission,
        match: rules.match,
        warned: rules.warned,
      },
      majors: judged
        .filter(({ figures }) => seesAll || isOwn(figures.memberId))
        .map((one) => ({
          school: named(one.figures.memberId),
          major: one.figures.major,
          label: majorText(context, one.figures.major),
          level: one.figures.level,
          occupations: one.figures.occupations.map((each) => records.nameOf(each) || each),
          stand: standOf(one, today),
          caseId:
            cases.find(
              ({ member_id, major, state }) =>
                member_id === one.figures.memberId &&
                major === one.figures.major &&
                (state === 'open' || state === 'adjusted'),
            )?.id ?? null,
          isOwn: isOwn(one.figures.memberId),
        }))
        .sort(
          (one, other) =>
            order.indexOf(one.stand.grade) - order.indexOf(other.stand.grade) ||
            other.stand.reasons.length - one.stand.reasons.length ||
            one.label.localeCompare(other.label, 'zh'),
        ),
      programmes: programmes
        .filter(({ member_id }) => seesAll || isOwn(member_id))
        .map(({ id, member_id, major, enrolled_in, graduates_in, version, ...told }) => ({
          id,
          school: named(member_id),
          label: majorText(context, major),
          enrolledIn: enrolled_in,
          graduatesIn: graduates_in,
          ...told,
          version: version ?? 0,
          isOwn: isOwn(member_id),
        })),
      cases: cases.map((row) => ({
        id: row.id,
        school: named(row.member_id),
        label: majorText(context, row.major),
        state: CaseStateId.parse(row.state),
        action: row.action,
        openedOn: beijingToday(row.at),
        decidedOn: row.decided_on,
        closedOn: row.closed_on,
      })),
    };
  });
}

/** A judged major as a case keeps it. */
export function standOf({ figures, warning }: JudgedMajor, day: string): MajorStandView {
  const { students, supply, demand, leading, admission, employment } = figures;
  return { day, ...warning, students, supply, demand, leading, admission, employment };
}
