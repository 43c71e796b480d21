import { z } from 'zod';
import { fulfilment } from '#core/commitment/fulfilment.ts';
import { bandOf, placeInBand } from '#core/dashboard/band.ts';
import { memberPart } from '#core/dashboard/member-part.ts';
import { shownYear } from '#core/dashboard/shown-year.ts';
import { shownValue } from '#core/dashboard/total.ts';
import type { FigureDefinition } from '#core/figure/figure-definitions.ts';
import { readMemberShares } from '#server/commitment/read-member-shares.ts';
import { yearInChina } from '#server/figure/close-year.ts';
import { Refusal } from '#server/http/refusal.ts';
import { categoryLabels } from '#server/member/member-row.ts';
import type { AnswerKind, Asker, Table } from './answer-kind.ts';
import type { Place } from './cube.ts';
import type { MemberSums, MemberYears } from './member-sums.ts';
import { FigureHead, viewAddend, viewHead } from './question.ts';

const Query = z.object({
  member: z.uuid().meta({ description: '成员单位的标识' }),
  year: z.coerce
    .number()
    .int()
    .min(1900)
    .max(2999)
    .optional()
    .meta({ description: '年度；不写为最近一个数据较全的年度' }),
});

const Counted = z.object({ entries: z.int(), confirmed: z.int(), evidenced: z.int() });
const Named = z.object({ id: z.string(), name: z.string() });

const View = z.object({
  member: Named.extend({ category: z.string() }),
  consortium: Named,
  province: Named,
  year: z.int(),
  years: z.array(z.int()),
  /** The year's entries: one counts once, however many figures it makes. */
  entries: Counted,
  /** Whether who asks sees the whole consortium; else parts and bands are told only where no other member can be told from them. */
  seesConsortium: z.boolean(),
  /** Members of the same kind in the same consortium, this one included. */
  group: z.object({ label: z.string(), size: z.int() }),
  figures: z.array(
    FigureHead.extend({
      /** The ledger behind it. */
      ledger: z.string(),
      points: z.array(
        Counted.extend({
          year: z.int(),
          value: z.string().nullable(),
          amount: z.string(),
          base: z.string().nullable(),
        }),
      ),
      /** Of the consortium's figure of the year, in percent; null where it is not told. */
      part: z.string().nullable(),
      /** Of the consortium's commitment of the year, what was given to this member. */
      share: z.object({ value: z.string(), percent: z.string().nullable() }).nullable(),
      band: z.object({ low: z.number(), middle: z.number(), high: z.number(), size: z.int() }).nullable(),
      place: z.enum(['below', 'within', 'above']).nullable(),
    }),
  ),
});

type MemberView = z.infer<typeof View>;

/** One member: what it has a part in, year by year, beside its consortium, its share of the commitments and members like it. */
export const member: AnswerKind = {
  path: 'member',
  summary: '一个成员单位：各年度有份的数据、双方确认和附证据的记录、占联合体的比重、分担的承诺、在同类成员中的位置',
  query: Query,
  view: View,
  ask: async (asker, fields) => {
    const answer = await viewMember(asker, Query.parse(fields));
    return { answer, table: () => tableOf(answer) };
  },
};

async function viewMember(asker: Asker, query: z.infer<typeof Query>): Promise<MemberView> {
  const { context, actor, cube } = asker;
  const { own, place } = await seenMember(asker, query.member);
  const known = await cube.members.ofMember(place, own.id);
  const years = [...known.entries.keys()].sort((one, other) => one - other);
  const year = query.year ?? shownYear(figuresIn(known)) ?? yearInChina(Date.now());
  const shares = await context.db.readAs(actor, (tx) =>
    readMemberShares(tx, { consortiumId: place.id, memberId: own.id, year }),
  );
  const directory = await context.directories.of(place.id);
  const like = [...directory.byId.values()].filter(({ category }) => category === own.category).map(({ id }) => id);
  const seesConsortium = asker.sight.places.includes(place);
  const about = {
    asker,
    own,
    place,
    year,
    years,
    known,
    like,
    seesConsortium,
    sums: await cube.members.inYear(place, year),
  };
  return {
    member: { id: own.id, name: own.name, category: categoryLabels.get(own.category) ?? own.category },
    consortium: { id: place.id, name: place.name },
    province: { id: place.province.id, name: place.province.name },
    year,
    years,
    entries: known.entries.get(year) ?? { entries: 0, confirmed: 0, evidenced: 0 },
    seesConsortium,
    group: { label: categoryLabels.get(own.category) ?? own.category, size: like.length },
    figures: cube.definitions.flatMap((definition) => {
      const share = shares.get(definition.id);
      const told = viewFigure(definition, about);
      if (definition.kind.reporter === undefined || (share === undefined && told.points.length === 0)) return [];
      const done = told.points.find((point) => point.year === year)?.value ?? (definition.isRate ? undefined : '0');
      const { percent = null } = fulfilment(done, share);
      return [{ ...told, share: share === undefined ? null : { value: share, percent } }];
    }),
  };
}

/** By year, how many figures the member has a part in. */
function figuresIn({ figures }: MemberYears): ReadonlyMap<number, number> {
  const years = [...figures.keys()].map((key) => Number(key.slice(key.lastIndexOf('.') + 1)));
  return new Map([...Map.groupBy(years, (year) => year)].map(([year, all]) => [year, all.length]));
}

/** Its own people see a member, and who sees its consortium's ledgers. Throws `Refusal('not-found')` to all others. */
async function seenMember({ context, actor, cube, sight }: Asker, id: string): Promise<{ own: Own; place: Place }> {
  const row = await context.db.readAs(actor, (tx) =>
    tx.selectFrom('member').select(['name', 'category', 'consortium_id']).where('id', '=', id).executeTakeFirst(),
  );
  const place = cube.places.find((each) => each.id === row?.consortium_id);
  if (!row || !place || !(sight.members.includes(id) || sight.places.includes(place))) throw new Refusal('not-found');
  return { own: { id, name: row.name, category: row.category }, place };
}

type Own = { id: string; name: string; category: string };

type About = {
  asker: Asker;
  own: Own;
  place: Place;
  year: number;
  years: readonly number[];
  known: MemberYears;
  sums: MemberSums;
  like: readonly string[];
  seesConsortium: boolean;
};

function viewFigure(definition: FigureDefinition, about: About) {
  const { asker, own, place, year, years, known, sums, like, seesConsortium } = about;
  const { id } = definition;
  const ofYear = known.figures.get(`${id}.${year}`);
  const others = [...sums].filter(([member, figures]) => member !== own.id && figures.has(id)).length;
  const whole = asker.cube.columns.ledger.at(`${id}.${year}`, place.row);
  const band = bandOf(like.flatMap((member) => shownValue(sums.get(member)?.get(id)) ?? [])) ?? null;
  return {
    ...viewHead(definition),
    ledger: definition.kind.id,
    points: years.flatMap((each) => {
      const sum = known.figures.get(`${id}.${each}`);
      if (!sum) return [];
      const { entries, confirmed, evidenced } = sum;
      return [{ year: each, ...viewAddend(sum), entries, confirmed, evidenced }];
    }),
    part: memberPart(ofYear, whole, { others, seesAll: seesConsortium }) ?? null,
    band,
    place: placeInBand(shownValue(ofYear) ?? null, band),
  };
}

function tableOf({ member: { name }, year: shown, figures }: MemberView): Table {
  return {
    title: `${name}历年数据`,
    columns: [
      { id: 'figure', title: '标识' },
      { id: 'label', title: '数据' },
      { id: 'unit', title: '单位' },
      { id: 'year', title: '年度' },
      { id: 'value', title: '值' },
      { id: 'amount', title: '合计或分子' },
      { id: 'base', title: '分母' },
      { id: 'entries', title: '记录数' },
      { id: 'confirmed', title: '其中双方确认' },
      { id: 'evidenced', title: '其中附证据' },
      { id: 'part', title: `占联合体（％，${shown}年）` },
      { id: 'share', title: `分担的承诺（${shown}年）` },
      { id: 'percent', title: `兑现（％，${shown}年）` },
    ],
    rows: figures.flatMap(({ figure, label, unit, points, part, share }) =>
      points.map(({ year, value, amount, base, entries, confirmed, evidenced }) => [
        figure,
        label,
        unit,
        year,
        value,
        amount,
        base,
        entries,
        confirmed,
        evidenced,
        year === shown ? part : null,
        year === shown ? (share?.value ?? null) : null,
        year === shown ? (share?.percent ?? null) : null,
      ]),
    ),
  };
}
