import { z } from 'zod';
import { figureDefinitions } from '#core/figure/figure-definitions.ts';
import { figureValue } from '#core/figure/roll-up.ts';
import { currentPack } from '#packs/packs.ts';
import type { Context } from '#server/context.ts';
import type { App } from '#server/http/app.ts';
import { mustKnow } from '#server/ledger/list-entries.ts';
import { EntryView, namesOf, viewEntry } from '#server/ledger/view-entry.ts';
import { closeYear, yearInChina } from './close-year.ts';
import { KindView, Shares, SumView, viewKind, viewShares, viewSum } from './figure-views.ts';
import { openFigure } from './open-figure.ts';
import { readFigures } from './read-figures.ts';

const ConsortiumParams = z.object({ id: z.uuid() });
const Year = z.coerce.number().int().min(1900).max(2999);
const FigureView = z.object({
  figure: z.string(),
  label: z.string(),
  unit: z.string(),
  year: z.int(),
  /** Decimal text; null where a rate has no denominator. */
  value: z.string().nullable(),
  counted: SumView,
  shares: Shares,
});
const Stood = z.object({ amount: z.coerce.string(), base: z.coerce.string().nullable(), entries: z.coerce.number() });

const tags = ['数据'];

export async function figureRoutes(app: App, context: Context): Promise<void> {
  const definitions = currentPack.ledgers ? figureDefinitions(currentPack.form, currentPack.ledgers) : [];
  const order = new Map(definitions.map((definition, at) => [definition.id, { ...definition, at }]));

  app.get('/api/figures', {
    schema: {
      tags,
      summary: '全国数据：按省份和年度汇总我能看到的全部联合体；[值, 分子或合计, 分母, 记录数, 已确认记录数]',
    },
    handler: async ({ actor, headers }, reply) => {
      const { json, etag } = await context.figures.of(actor);
      reply.header('etag', etag).header('cache-control', 'private, no-cache');
      if (headers['if-none-match'] === etag) return reply.code(304).send();
      return reply.type('application/json; charset=utf-8').send(json);
    },
  });

  app.get('/api/figures/definitions', {
    schema: {
      tags,
      summary: '各项数据的名称、单位和算法',
      response: {
        200: z.object({
          items: z.array(z.object({ id: z.string(), label: z.string(), unit: z.string(), formula: z.string() })),
        }),
      },
    },
    handler: async () => ({ items: definitions.map(({ id, label, unit, formula }) => ({ id, label, unit, formula })) }),
  });

  app.get('/api/consortia/:id/figures', {
    schema: {
      tags,
      summary: '联合体各年度数据，以及已确认、单方和有争议的部分',
      params: ConsortiumParams,
      querystring: z.object({ year: Year.optional() }),
      response: { 200: z.object({ items: z.array(FigureView), years: z.array(z.int()) }) },
    },
    handler: async ({ actor, params, query }) => {
      const now = yearInChina(Date.now());
      const figures = await context.db.readAs(actor, async (tx) => {
        await mustKnow(tx, params.id);
        return readFigures(tx, params.id, query.year === undefined ? {} : { years: [query.year] });
      });
      const items = figures
        .filter(({ figure, year }) => order.has(figure) && year <= now)
        .map(({ figure, year, value, counted, shares }) => ({
          figure,
          label: order.get(figure)?.label ?? figure,
          unit: order.get(figure)?.unit ?? '',
          year,
          value: value ?? null,
          counted: viewSum(counted),
          shares: viewShares(shares),
        }))
        .sort((a, b) => (order.get(a.figure)?.at ?? 0) - (order.get(b.figure)?.at ?? 0) || a.year - b.year);
      return { items, years: [...new Set(items.map(({ year }) => year))].sort() };
    },
  });

  app.get('/api/consortia/:id/figures/:figure/:year', {
    schema: {
      tags,
      summary: '这个数从哪里来：算法、各单位、各条记录、结账后的更正',
      params: ConsortiumParams.extend({ figure: z.string().max(80), year: Year }),
      querystring: z.object({
        member: z.uuid().optional(),
        limit: z.coerce.number().int().min(1).max(500).default(50),
        offset: z.coerce.number().int().min(0).max(1e7).default(0),
      }),
      response: {
        200: z.object({
          figure: z.string(),
          label: z.string(),
          unit: z.string(),
          isRate: z.boolean(),
          formula: z.string(),
          kind: KindView,
          year: z.int(),
          value: z.string().nullable(),
          counted: SumView,
          shares: Shares,
          members: z.array(
            SumView.extend({ id: z.string().nullable(), name: z.string(), value: z.string().nullable() }),
          ),
          entries: z.array(
            EntryView.extend({
              amount: z.string(),
              base: z.string().nullable(),
              /** The first few pieces of evidence, pictures before all others. */
              evidence: z.array(
                z.object({ id: z.string(), title: z.string(), fileName: z.string(), mediaType: z.string() }),
              ),
            }),
          ),
          names: z.record(z.string(), z.string()),
          restatements: z.array(
            z.object({
              before: Stood,
              after: Stood,
              reason: z.string(),
              entries: z.array(z.string()),
              by: z.string(),
              at: z.string(),
            }),
          ),
        }),
      },
    },
    handler: async ({ actor, params: { id, figure: figureId, year }, query }) => {
      const { definition, figure, members, entries, restatements } = await openFigure(
        context,
        actor,
        { consortiumId: id, figure: figureId, year },
        query,
      );
      const directory = await context.directories.of(id);
      const none = { amount: '0', base: null, entries: 0 };
      return {
        figure: figureId,
        label: definition.label,
        unit: definition.unit,
        isRate: definition.isRate,
        formula: definition.formula,
        kind: viewKind(definition.kind),
        year,
        value: figure?.value ?? null,
        counted: figure ? viewSum(figure.counted) : none,
        shares: figure ? viewShares(figure.shares) : { confirmed: none, oneSided: none, disputed: none },
        members: members.map(({ member, amount, base, entries: count }) => ({
          id: member,
          name: member === null ? '秘书处' : (directory.byId.get(member)?.name ?? '（已退出的单位）'),
          amount,
          base,
          entries: count,
          value: figureValue({ amount, base: base ?? undefined, entries: count }) ?? null,
        })),
        entries: entries.map((row) => ({
          ...viewEntry(row, directory),
          amount: row.amount,
          base: row.base,
          evidence: row.evidence,
        })),
        names: namesOf(entries, directory, context.catalogues),
        restatements: restatements.map((row) => ({
          before: Stood.parse(row.before),
          after: Stood.parse(row.after),
          reason: row.reason,
          entries: row.entry_ids,
          by: row.by ?? '',
          at: row.at.toISOString(),
        })),
      };
    },
  });

  app.get('/api/consortia/:id/years', {
    schema: {
      tags,
      summary: '已结账的年度和当时的数据、摘要，以及之后的更正数',
      params: ConsortiumParams,
      response: {
        200: z.object({
          items: z.array(
            z.object({
              year: z.int(),
              digest: z.string(),
              closedAt: z.string(),
              figures: z.unknown(),
              restatements: z.int(),
            }),
          ),
          /** The latest year that has ended. */
          ended: z.int(),
        }),
      },
    },
    handler: async ({ actor, params }) => {
      const rows = await context.db.readAs(actor, async (tx) => {
        await mustKnow(tx, params.id);
        return tx
          .selectFrom('ledger_year as y')
          .select(['y.year', 'y.digest', 'y.closed_at', 'y.figures'])
          .select(({ selectFrom }) =>
            selectFrom('ledger_restatement as r')
              .select(({ fn }) => fn.countAll<number>().as('n'))
              .whereRef('r.consortium_id', '=', 'y.consortium_id')
              .whereRef('r.year', '=', 'y.year')
              .as('restatements'),
          )
          .where('y.consortium_id', '=', params.id)
          .orderBy('y.year', 'desc')
          .execute();
      });
      return {
        items: rows.map(({ year, digest, closed_at, figures, restatements }) => ({
          year,
          digest,
          closedAt: closed_at.toISOString(),
          figures,
          restatements: restatements ?? 0,
        })),
        ended: yearInChina(Date.now()) - 1,
      };
    },
  });

  app.post('/api/consortia/:id/years/:year/closure', {
    schema: {
      tags,
      summary: '结账：年度结束后冻结该年数据并生成摘要，之后的更正须写明理由、前后可查',
      params: ConsortiumParams.extend({ year: Year }),
      response: { 200: z.object({ digest: z.string() }) },
    },
    handler: async ({ actor, params }) => closeYear(context, actor, params.id, params.year),
  });
}
