import { valueAt } from '#core/form/answers.ts';
import { cellsOf } from '#core/form/cells.ts';
import type { Pack } from '#core/pack/pack.ts';
import type { ApplicationTexts } from '#core/review/fit.ts';
import { recordOf } from '#server/application/view-application.ts';
import type { Tx } from '#server/db/database.ts';

/** An application under review, with every name that stands for it and what it says of itself. */
export type Applicant = {
  id: string;
  consortiumId: string;
  consortium: string;
  province: string;
  state: string;
  names: readonly string[];
  texts: ApplicationTexts;
};

/** Texts up to this many 字 say what an application is about. */
const longestBrief = 200;

/** The applications of a batch that are or will be reviewed, by name. Three queries. */
export async function readApplicants(tx: Tx, { id, pack }: { id: string; pack: Pack }): Promise<readonly Applicant[]> {
  const rows = await tx
    .selectFrom('application')
    .innerJoin('unit as consortium', 'consortium.id', 'application.consortium_id')
    .innerJoin('unit as province', 'province.id', 'consortium.parent_id')
    .leftJoin('revision', (join) =>
      join
        .onRef('revision.consortium_id', '=', 'application.consortium_id')
        .onRef('revision.application_id', '=', 'application.id')
        .onRef('revision.number', '=', 'application.latest_revision'),
    )
    .select(['application.id', 'application.consortium_id', 'application.state', 'revision.answers'])
    .select(['consortium.name as consortium', 'province.name as province'])
    .where('application.batch_id', '=', id)
    .where('application.state', 'in', ['recommended', 'admitted'])
    .orderBy('consortium.name')
    .orderBy('application.id')
    .execute();
  const members = await readMemberNames(
    tx,
    rows.map(({ consortium_id }) => consortium_id),
  );
  const points = pack.indicators.indicators.flatMap((one) => one.points.map(({ text }) => text)).join('\n');
  return rows.map(({ id: application, consortium_id, consortium, province, state, answers }) => {
    const said = recordOf(answers);
    const names = [consortium, ...namesIn(pack, said), ...(members.get(consortium_id) ?? [])];
    const texts = { ...textsIn(pack, said), points };
    return { id: application, consortiumId: consortium_id, consortium, province, state, names, texts };
  });
}

async function readMemberNames(tx: Tx, consortia: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
  if (consortia.length === 0) return new Map();
  const rows = await tx
    .selectFrom('member')
    .select(['consortium_id', 'name', 'other_names'])
    .where('consortium_id', 'in', consortia)
    .execute();
  const byConsortium = Map.groupBy(rows, (row) => row.consortium_id);
  return new Map(
    [...byConsortium].map(([id, own]) => [id, own.flatMap(({ name, other_names }) => [name, ...other_names])]),
  );
}

/** The units that the form names: consortium, park, lead units and the roster's members. */
function namesIn(pack: Pack, answers: Readonly<Record<string, unknown>>): readonly string[] {
  const { consortium, park, leadSchool, leadEnterprise } = pack.names;
  const leads = [consortium, park, leadSchool, leadEnterprise].map((cell) => valueAt(answers, cell));
  const rosters = [...cellsOf(pack.form).values()]
    .filter(({ type, category }) => type.kind === 'names' && category !== undefined)
    .flatMap(({ path }) => valueAt(answers, path));
  return [...leads, ...rosters].filter((name): name is string => typeof name === 'string');
}

function textsIn(pack: Pack, answers: Readonly<Record<string, unknown>>): Pick<ApplicationTexts, 'brief' | 'further'> {
  const texts: Record<'brief' | 'further', unknown[]> = {
    brief: [valueAt(answers, pack.names.consortium), valueAt(answers, pack.names.park)],
    further: [],
  };
  for (const { path, type } of cellsOf(pack.form).values())
    if (type.kind === 'text' && type.limit !== undefined)
      texts[type.limit <= longestBrief ? 'brief' : 'further'].push(valueAt(answers, path));
  const joined = (all: readonly unknown[]) => all.filter((each) => typeof each === 'string').join('\n');
  return { brief: joined(texts.brief), further: joined(texts.further) };
}
