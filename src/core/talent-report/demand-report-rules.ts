/** What is counted to choose a section's sentence. */
export type DemandCount = 'occupations' | 'short' | 'surplus' | 'industries' | 'paid' | 'foretold' | 'warned';

/** What a section shows below its sentence, where there is anything to show. */
export type DemandShow =
  | 'levels'
  | 'occupations'
  | 'gaps'
  | 'surpluses'
  | 'industries'
  | 'pay'
  | 'forecast'
  | 'years'
  | 'tests'
  | 'warnings';

/** A section of the demand report: as those of the monitoring report. `id` names it for good, so that what people wrote in it is found again. */
export type DemandSection = {
  id: string;
  title: string;
  counts: DemandCount;
  lead: { none: string; one: string; more: string };
  shows: readonly DemandShow[];
};

/** The template of 人才需求报告; at most `most` lines in a chart, and names in a sentence. */
export type DemandReportRules = {
  /** The ledger that published reports are counted in. */
  ledger: string;
  title: string;
  most: number;
  methods: { trend: string; naive: string; years: string; cases: string };
  sections: readonly DemandSection[];
};
