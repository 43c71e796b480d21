import type { Fulfilment } from '#core/commitment/fulfilment.ts';
import type { ReportScope } from './report-rules.ts';

/** Decimal texts by year; a year without a value is not there. `fulfilment` is that of the report's year. */
export type ReportFigure = {
  id: string;
  label: string;
  unit: string;
  actual: ReadonlyMap<number, string>;
  committed: ReadonlyMap<number, string>;
  fulfilment: Fulfilment;
};

/** A consortium within a wider report; `kept` of `promised` commitments of the year. */
export type ReportConsortium = {
  name: string;
  province: string;
  standing: string;
  members: number;
  kept: number;
  promised: number;
  late: number;
};

/** A return that had not been sent when it was due; days until it was, or until the report. */
export type LateReturn = { consortium: string; title: string; days: number; sent: boolean };

/** All that a report is made of; `day` is the day in China on which it was made, `YYYY-MM-DD`. */
export type ReportValues = {
  scope: ReportScope;
  name: string;
  year: number;
  day: string;
  consortia: readonly ReportConsortium[];
  members: readonly { label: string; count: number }[];
  figures: readonly ReportFigure[];
  late: readonly LateReturn[];
};
