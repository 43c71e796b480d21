import { z } from 'zod';
import { balanceSides } from '#core/talent-balance/balance.ts';

const Year = z.coerce.number().int().min(2000).max(2100);
export const BalanceSideId = z.enum(balanceSides);
export const BalanceQuery = z.object({ year: Year.optional(), by: BalanceSideId.default('occupation') });
export const RecordsQuery = z.object({ year: Year, by: BalanceSideId, key: z.string().max(100).default('') });

export const Counts = z.object({
  demand: z.int(),
  supply: z.int(),
  gap: z.int(),
  surplus: z.int(),
  /** Percent; null where there is no demand. */
  coverage: z.int().nullable(),
});
const Pay = z.object({ positions: z.int(), low: z.int(), middle: z.int(), high: z.int() });

export const BalanceLine = z.object({
  label: z.string(),
  demand: z.int(),
  supply: z.int(),
  gap: z.int().nullable(),
  surplus: z.int().nullable(),
  coverage: z.int().nullable(),
  before: z.object({ demand: z.int(), supply: z.int() }),
  pay: Pay.nullable(),
});

export const BalanceView = z.object({
  consortium: z.object({ id: z.string(), name: z.string() }),
  manages: z.boolean(),
  year: z.int(),
  thisYear: z.int(),
  by: BalanceSideId,
  total: Counts,
  before: Counts,
  leastPositions: z.int(),
  anyLevel: z.string(),
  rows: z.array(BalanceLine.extend({ key: z.string() })),
});
export type BalanceView = z.infer<typeof BalanceView>;

const Source = z.object({
  source: z.enum(['forecast', 'job', 'cohort']),
  id: z.string(),
  member: z.object({ id: z.string(), name: z.string() }),
  title: z.string(),
  level: z.string(),
  /** As the record says it, and how many of them count in this figure. */
  headcount: z.int(),
  counted: z.int(),
});
export const RecordsView = z.object({
  label: z.string(),
  demand: z.array(Source),
  supply: z.array(Source),
});
export type RecordsView = z.infer<typeof RecordsView>;

const ForeseenYear = z.object({
  year: z.int(),
  value: z.int(),
  span: z.object({ from: z.int(), to: z.int() }).nullable(),
});
/** How demand was foretold, and of each occupation what. */
export const Foretold = z.object({
  years: z.array(z.int()),
  method: z.enum(['trend', 'naive']),
  lacks: z.enum(['nothing', 'years', 'cases']).nullable(),
  tests: z.array(z.object({ ahead: z.int(), cases: z.int(), trend: z.number(), naive: z.number() })),
  occupations: z.array(z.object({ label: z.string(), past: z.array(z.int()), years: z.array(ForeseenYear) })),
});

export const ForecastView = Foretold.extend({
  year: z.int(),
  ahead: z.array(z.int()),
  leastYears: z.int(),
  leastErrors: z.int(),
  percent: z.int(),
  occupations: z.array(
    z.object({
      occupation: z.string(),
      label: z.string(),
      past: z.array(z.int()),
      years: z.array(
        ForeseenYear.extend({
          /** What the enterprises themselves foresee. */
          foreseen: z.int(),
        }),
      ),
    }),
  ),
});
export type ForecastView = z.infer<typeof ForecastView>;

const Industry = z.object({ code: z.string(), name: z.string() });
export const IndustriesView = z.object({
  industries: z.array(Industry),
  manages: z.boolean(),
  leading: z.array(z.string()),
  /** Enterprises, with whether the reader may speak for them. */
  enterprises: z.array(
    z.object({ id: z.string(), name: z.string(), industry: z.string().nullable(), isOwn: z.boolean() }),
  ),
});
export type IndustriesView = z.infer<typeof IndustriesView>;
export const IndustryBody = z.object({ industry: z.string().max(10) });
export const LeadingBody = z.object({ industries: z.array(z.string().max(10)).max(50) });
