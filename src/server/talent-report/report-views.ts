import { z } from 'zod';
import type { DemandFigures } from '#core/talent-report/demand-figures.ts';
import { longText, text } from '#server/http/text.ts';
import { ConsortiumParams, Version } from '#server/member/member-views.ts';
import { BalanceLine, Counts, Foretold } from '#server/talent-balance/balance-views.ts';

export const TalentReportParams = ConsortiumParams.extend({ reportId: z.uuid() });
export const TextParams = TalentReportParams.extend({ part: z.string().max(60) });
export const PaperParams = TalentReportParams.extend({ document: z.enum(['report.docx', 'report.pdf']) });
export const reportStates = ['draft', 'published', 'withdrawn'] as const;
export const ReportStateId = z.enum(reportStates);

export const NewReportBody = z.object({ memberId: z.uuid(), year: z.int().min(2000).max(2100) });
export const ReportChange = z.object({ title: text(200), memberId: z.uuid(), version: Version });
/** `text` null: as it is drafted again. */
export const TextBody = z.object({ text: longText(3000).nullable(), version: z.int().min(0) });
export const ReportActBody = z.discriminatedUnion('action', [
  z.object({ action: z.literal('refresh'), version: Version }),
  z.object({ action: z.literal('publish'), version: Version }),
  z.object({ action: z.literal('withdraw'), version: Version, reason: text(500) }),
]);
export type ReportActBody = z.infer<typeof ReportActBody>;

/** What a report was drafted from, as it is kept with it. */
export const Figures = z.object({
  name: z.string(),
  year: z.int(),
  day: z.string(),
  enterprises: z.int(),
  schools: z.int(),
  total: Counts,
  before: Counts,
  occupations: z.array(BalanceLine),
  industries: z.array(BalanceLine),
  levels: z.array(BalanceLine),
  forecast: Foretold,
  warnings: z.array(z.object({ school: z.string(), major: z.string(), reasons: z.array(z.string()) })),
}) satisfies z.ZodType<DemandFigures>;

const Member = z.object({ id: z.string(), name: z.string() });
const Brief = {
  id: z.string(),
  title: z.string(),
  year: z.int(),
  state: ReportStateId,
  publisher: Member,
  publishedOn: z.string().nullable(),
  version: z.int(),
};

export const ReportsView = z.object({
  manages: z.boolean(),
  thisYear: z.int(),
  /** Who may be named as the publisher. */
  members: z.array(Member),
  items: z.array(z.object(Brief)),
});
export type ReportsView = z.infer<typeof ReportsView>;

const Block = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('heading'), text: z.string() }),
  z.object({ kind: z.literal('paragraph'), text: z.string() }),
  z.object({
    kind: z.literal('table'),
    head: z.array(z.string()).readonly(),
    rows: z.array(z.array(z.string()).readonly()).readonly(),
    widths: z.array(z.number()).readonly(),
  }),
  z.object({
    kind: z.literal('chart'),
    form: z.enum(['bars', 'columns']),
    title: z.string(),
    unit: z.string(),
    labels: z.array(z.string()).readonly(),
    series: z.array(z.object({ name: z.string(), values: z.array(z.string().nullable()).readonly() })).readonly(),
    mark: z.number().optional(),
  }),
]);

/** What was published, as its digest was taken over it. */
export const ReportContent = z.object({
  title: z.string(),
  consortium: z.string(),
  publisher: z.string(),
  year: z.int(),
  publishedOn: z.string(),
  /** The day of its figures. */
  figuresOn: z.string(),
  body: z.array(Block).readonly(),
});
export type ReportContent = z.infer<typeof ReportContent>;

export const TalentReportView = z.object({
  ...Brief,
  consortium: z.object({ id: z.string(), name: z.string() }),
  manages: z.boolean(),
  members: z.array(Member),
  figuresOn: z.string(),
  digest: z.string().nullable(),
  withdrawnBecause: z.string(),
  parts: z.array(
    z.discriminatedUnion('kind', [
      z.object({
        kind: z.literal('paragraph'),
        part: z.string(),
        text: z.string(),
        drafted: z.string(),
        isEdited: z.boolean(),
        version: z.int(),
      }),
      z.object({ kind: z.literal('block'), block: Block }),
    ]),
  ),
});
export type TalentReportView = z.infer<typeof TalentReportView>;

/** Where anybody reads what was published. */
export const reportPath = (reportId: string) => `/public/talent-reports/${reportId}`;
