import type { Band } from './band.ts';

/** A figure of a year as it is looked at; shares are 0 to 1 of its entries. */
export type ExaminedFigure = {
  figure: string;
  year: number;
  value: number;
  entries: number;
  /** Confirmed by both sides. */
  confirmed: number;
  /** With evidence. */
  evidenced: number;
};

export type ExaminedText = { year: number; cell: string; label: string; text: string };

/** Entries of a year that a member has not confirmed yet, and the figures that they stand behind. */
export type AwaitedEntries = { member: string; year: number; entries: number; figures: readonly string[] };

/** A figure as it was said before; `by` is in what, as people call it. */
export type ExpectedFigure = { figure: string; year: number; value: number; by: string };

export type ExaminedConsortium = {
  id: string;
  industries: string;
  members: number;
  figures: readonly ExaminedFigure[];
  texts: readonly ExaminedText[];
  awaited: readonly AwaitedEntries[];
  /** What its form or a later return says of figures that its ledgers have to give. */
  expected: readonly ExpectedFigure[];
};

/** A figure as people know it. */
export type FigureName = { label: string; unit: string; isRate: boolean };

/** What every consortium is looked at with. */
export type Examination = {
  /** The years looked at, in their order. */
  years: readonly number[];
  /** The year that is not over yet: what is still low in it says nothing. */
  running: number | undefined;
  names: ReadonlyMap<string, FigureName>;
  /** Figures that the form asks for every year. */
  asked: readonly string[];
};

/** Bands by group and `figure.year`. */
export type Bands = ReadonlyMap<string, ReadonlyMap<string, Band>>;

/** Something found of a consortium. The same rule, year and subject is the same finding whenever it is found again. */
export type QualityFinding = {
  rule: string;
  year: number;
  /** A figure, a text's cell or a member; empty where it is about the year as a whole. */
  subject: string;
  figures: readonly string[];
  /** The member whose entries cause it. */
  member?: string;
  /** Whoever accepts the finding accepts this; what is found beyond it has to be accepted anew. */
  basis: readonly string[];
  /** For people; never names another consortium. */
  message: string;
  /** What only those may know who may see both. */
  others?: readonly OtherSide[];
};

/** Whom a figure or text equals, and in what. */
export type OtherSide = { consortium: string; what: string };
