import type { Basis } from '#core/dashboard/view.ts';

/** Of whom a yearly monitoring report is. */
export type ReportScope = 'consortium' | 'province' | 'nation';

/** What is counted to choose a section's sentence. */
export type ReportCount = 'consortia' | 'members' | 'figures' | 'short' | 'late' | 'checked';

/** What a section shows below its sentence, where there is anything to show. */
export type ReportShow = 'consortia' | 'members' | 'figures' | 'trends' | 'fulfilment' | 'late' | 'quality';

/**
 * A section: a sentence for none, one or more of what it counts, then tables and charts. `{…}` takes a value that already carries its unit; the sentences
 * themselves hold no numbers.
 */
export type ReportSection = {
  title: string;
  scopes: readonly ReportScope[];
  counts: ReportCount;
  lead: { none: string; one: string; more: string };
  shows: readonly ReportShow[];
};

/**
 * The template of the yearly monitoring report. `sources` says where figures come from, by their basis, as `{source}`; `years` is how many are set side by
 * side, `trends` names the figures that are drawn year by year.
 */
export type ReportRules = {
  title: string;
  sources: Readonly<Record<Basis, string>>;
  years: number;
  trends: readonly string[];
  sections: readonly ReportSection[];
};
