import type { Fulfilment } from '#core/commitment/fulfilment.ts';
import type { Basis } from '#core/dashboard/view.ts';
import type { QualityScore } from '#core/quality/quality-score.ts';
import type { ReportScope } from './report-rules.ts';

/**
 * Decimal texts by year; a year without a value is not there. `fulfilment` is that of the report's year, and `code` opens the year's value later on.
 */
export type ReportFigure = {
  id: string;
  label: string;
  unit: string;
  actual: ReadonlyMap<number, string>;
  committed: ReadonlyMap<number, string>;
  fulfilment: Fulfilment;
  code?: string | undefined;
};

/** A consortium within a report; `kept` of `promised` commitments of the year. `quality` is the year's score; none where it was not looked at. */
export type ReportConsortium = {
  name: string;
  province: string;
  standing: string;
  members: number;
  kept: number;
  promised: number;
  late: number;
  quality: QualityScore | undefined;
};

/** A return that had not been sent when it was due; days until it was, or until the report. */
export type LateReturn = { consortium: string; title: string; days: number; sent: boolean };

/** All that a report is made of; `unitId` is of whom, `day` the day in China on which it was made, `YYYY-MM-DD`. */
export type ReportValues = {
  unitId: string;
  scope: ReportScope;
  basis: Basis;
  name: string;
  year: number;
  day: string;
  consortia: readonly ReportConsortium[];
  members: readonly { label: string; count: number }[];
  figures: readonly ReportFigure[];
  late: readonly LateReturn[];
};
