import { z } from 'zod';
import { readFigureCode } from '#core/figure/figure-code.ts';
import { sheetTitle } from '#documents/figure-sheet/figure-sheet.ts';
import { writeFigureSheet } from '#documents/xlsx/write-figure-sheet.ts';
import { ApplicationParams } from '#server/application/form-views.ts';
import type { Context } from '#server/context.ts';
import type { App } from '#server/http/app.ts';
import { Refusal } from '#server/http/refusal.ts';
import { EntryView, namesOf, viewEntry } from '#server/ledger/view-entry.ts';
import type { Contributions } from './draw-codes.ts';
import { KindView, Shares, SumView, viewKind, viewShares, viewSum } from './figure-views.ts';
import { makeFigureSheet } from './make-figure-sheet.ts';
import { openFigureCode, type Standing } from './open-figure-code.ts';

const tags = ['数据'];
/** Codes are not to be tried one after another. */
const attemptsAMinute = 30;

const types = {
  pdf: 'application/pdf',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;

const StandingView = z.object({ value: z.string().nullable(), counted: SumView, shares: Shares });
const AddedView = z.object({ standing: z.string(), amount: z.string(), base: z.string().nullable() }).nullable();

const OpenedView = z.object({
  code: z.string(),
  consortium: z.object({ id: z.string(), name: z.string() }),
  figure: z.string(),
  kind: KindView,
  label: z.string(),
  unit: z.string(),
  year: z.int(),
  printedAt: z.string(),
  /** As it stood when it was first printed with this code. */
  printed: StandingView,
  now: StandingView,
  changes: z.object({
    total: z.int(),
    /** The latest hundred; null where the figure stands on too many entries to keep each. */
    items: z.array(EntryView.extend({ before: AddedView, after: AddedView })).nullable(),
    names: z.record(z.string(), z.string()),
  }),
});

export async function figureCodeRoutes(app: App, context: Context): Promise<void> {
  const { config, documents } = context;

  for (const kind of ['pdf', 'xlsx'] as const) {
    app.get(`/api/applications/:id/figure-sheet.${kind}`, {
      schema: {
        tags,
        summary: `数据溯源表（${kind}）：推荐书中每个由台账得出的数，及其数据码`,
        params: ApplicationParams,
      },
      handler: async (request, reply) => {
        const address = `${config.publicUrl ?? `${request.protocol}://${request.host}`}/figures/codes`;
        const sheet = await makeFigureSheet(context, request.actor, request.params.id, address);
        const bytes = kind === 'pdf' ? await documents.figureSheet(sheet) : await writeFigureSheet(sheet);
        const name = encodeURIComponent(`${sheetTitle}（${sheet.consortium}）`).replaceAll("'", '%27');
        return reply
          .type(types[kind])
          .header(
            'content-disposition',
            `attachment; filename="figure-sheet.${kind}"; filename*=UTF-8''${name}.${kind}`,
          )
          .send(Buffer.from(bytes));
      },
    });
  }

  app.get('/api/figures/codes/:code', {
    schema: {
      tags,
      summary: '按数据码查数：印制时和现在的数值，以及其间变动的记录',
      params: z.object({ code: z.string().max(60) }),
      response: { 200: OpenedView },
    },
    config: {
      rateLimit: { max: config.requestsPerMinute.person === 0 ? 1e9 : attemptsAMinute, timeWindow: 60_000 },
    },
    handler: async ({ actor, params }) => {
      const code = readFigureCode(params.code);
      if (code === undefined) throw new Refusal('code-mistyped');
      const opened = await openFigureCode(context, actor, code);
      const { definition, consortium, changes } = opened;
      const directory = await context.directories.of(consortium.id);
      return {
        code,
        consortium,
        figure: definition.id,
        kind: viewKind(definition.kind),
        label: definition.label,
        unit: definition.unit,
        year: opened.year,
        printedAt: opened.printedAt.toISOString(),
        printed: viewStanding(opened.printed),
        now: viewStanding(opened.now),
        changes: {
          total: opened.changed,
          items:
            changes?.map(({ row, before, after }) => ({
              ...viewEntry(row, directory),
              before: viewAdded(before),
              after: viewAdded(after),
            })) ?? null,
          names: namesOf(changes?.map(({ row }) => row) ?? [], directory, context.catalogues),
        },
      };
    },
  });
}

function viewStanding({ value, counted, shares }: Standing) {
  return { value: value ?? null, counted: viewSum(counted), shares: viewShares(shares) };
}

function viewAdded(added: Contributions[string] | undefined) {
  if (!added) return null;
  const [standing, amount, base] = added;
  return { standing, amount, base };
}
