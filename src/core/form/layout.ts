/** The printed form: what stands on the paper and where each answer goes. Word, PDF and the reader are all driven by it. */
import type { FormNames } from './field.ts';

/** A run of a printed line. */
export type Inline<Path extends string = string, Id extends string = string> =
  | { text: string }
  /** The official label of a field, said once in its definition. */
  | { label: Id }
  /** Column header of a data year (`2022年`); the reader tells columns apart by it. */
  | { year: number }
  /** An answer. `hint` is printed only while it is unanswered, `before` and `after` only around an answer. `rule` draws the writing
   * line of a cover under its cell. */
  | { cell: Path; hint?: string; before?: string; after?: string; rule?: true }
  /** A confirmation's statement: printed plain once confirmed (and on the blank form), after an open box while it is not. */
  | { confirm: Id }
  /** Mark of a footnote of the part; its text stands in `FormPart.footnotes`. */
  | { note: string };

export type Alignment = 'left' | 'center' | 'right' | 'justify';

/** One printed paragraph. `indent` is a first-line indent in characters. */
export type Line<Path extends string = string, Id extends string = string> = {
  inlines: readonly Inline<Path, Id>[];
  align?: Alignment;
  bold?: boolean;
  indent?: number;
  /** Font size in points where it is not the form's own (the cover, a part's heading). */
  size?: number;
};

/** A table cell; `columns` and `rows` are how many grid columns and rows it covers (1 if absent). */
export type TableCell<Path extends string = string, Id extends string = string> = {
  lines: readonly Line<Path, Id>[];
  columns?: number;
  rows?: number;
  /** A label is centred and never holds an answer. */
  role: 'label' | 'answer';
};

/** `height` is the least height in millimetres. A row lists only the cells that begin in it, left to right. */
export type TableRow<Path extends string = string, Id extends string = string> = {
  cells: readonly TableCell<Path, Id>[];
  height?: number;
};

export type Block<Path extends string = string, Id extends string = string> =
  /** The part's own title, at the left unless said otherwise. */
  | { kind: 'heading'; align?: 'center' }
  | { kind: 'line'; line: Line<Path, Id> }
  | { kind: 'space'; lines: number }
  /** `widths` of the grid columns in millimetres; `ruled: false` is a table without lines, as on a cover. */
  | { kind: 'table'; widths: readonly number[]; rows: readonly TableRow<Path, Id>[]; ruled?: false };

/** One part of the printed form; each begins on a new page. `id` is also the web form's. */
export type FormPart<N extends FormNames = FormNames> = {
  id: string;
  title: string;
  blocks: readonly Block<N['path'], N['id']>[];
  /** Footnotes, numbered from 1 in the order of their marks. */
  footnotes?: Readonly<Record<string, string>>;
  /** What the web form shows of this part: its fields in groups. */
  groups: readonly { title: string; fields: readonly N['id'][] }[];
};

/** Paper and face of the whole document, as the notice's 说明 fixes them. Lengths in millimetres, type in points. */
export type PageSetup = {
  paper: { width: number; height: number };
  margins: { top: number; bottom: number; inner: number; outer: number; gutter: number };
  face: string;
  latinFace: string;
  size: number;
  linePitch: number;
  /** Clauses that the format check cites: what, and the notice's words. */
  clauses: { font: string; size: string; line: string; paper: string; length: string };
};
