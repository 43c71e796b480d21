/** What a ledger kind is: a definition that entry forms, grids, templates, interfaces, imports and facts are all read from. Plain data. */

type Described = { label: string; help?: string; optional?: true };

/** Members that a field may name, by the pack's member classes: `school`, `enterprise`, `provider`, `any`. */
export type MemberField = Described & { type: 'member'; of: string; many?: true };
/** Free text; `check` names a check digit that it carries. */
export type TextField = Described & { type: 'text'; check?: 'isbn' };
/** A person's name: masked in lists, compared across members by a keyed hash only. */
export type PersonField = Described & { type: 'person' };
/** A whole number from 0. */
export type CountField = Described & { type: 'count'; unit?: string };
/** An exact decimal from 0, kept as a decimal text; `unit` such as 万元, ㎡, 学时. */
export type DecimalField = Described & { type: 'decimal'; unit: string };
/** A calendar day, `YYYY-MM-DD`. */
export type DayField = Described & { type: 'day' };
/** A calendar year, four digits. */
export type YearField = Described & { type: 'year' };
/** A code of a national list, kept as the code; what the list lacks is kept as typed and marked. */
export type CodeField = Described & { type: 'code'; catalogue: 'major' | 'occupation' };
/** One of the definition's own words. */
export type ChoiceField = Described & { type: 'choice'; options: readonly string[] };

export type LedgerField =
  | MemberField
  | TextField
  | PersonField
  | CountField
  | DecimalField
  | DayField
  | YearField
  | CodeField
  | ChoiceField;

export type LedgerFields = Readonly<Record<string, LedgerField>>;

/** Which data years an entry belongs to. A data year ends on 31 December. */
export type YearRule<Day extends string = string, Year extends string = string> =
  /** Every year on whose 31 December it stands: begun, and not ended. */
  | { rule: 'inForce'; from: Day; to: Day }
  /** Every year of which it covers a day. */
  | { rule: 'during'; from: Day; to: Day }
  /** The year of that day; none where it is not answered. */
  | { rule: 'on'; day: Day }
  | { rule: 'year'; field: Year };

/** What must hold of an entry for a figure to count it. */
export type Condition<Id extends string = string> =
  | { field: Id; is: string }
  | { field: Id; atLeast: number }
  /** The day is answered and not after another field's day, or not after 31 December of the counted year. */
  | { field: Id; notAfter: Id | 'yearEnd' };

export type Measure<Id extends string = string> =
  | { type: 'one' }
  | { type: 'sum'; field: Id }
  | { type: 'product'; of: readonly [Id, Id] }
  /** Days within the year, both ends counted, ÷ 30, rounded half up to 0.1; times a count where one is named. */
  | { type: 'months'; from: Id; to: Id; times?: Id }
  /** Σ part ÷ Σ whole × 100, rounded half up to 0.01; the part of an entry is a field's number, or 1 where the conditions hold of it. */
  | { type: 'rate'; part: { field: Id } | { where: readonly Condition<Id>[] }; whole: { field: Id } | 'one' };

export type FigureRule<Id extends string = string> = {
  /** Figure id; where the form has a field of that id, that field's label and unit are the figure's. */
  figure: string;
  label?: string;
  unit?: string;
  measure: Measure<Id>;
  /** Any of these groups, each of which holds wholly. Absent: every entry. */
  where?: readonly (readonly Condition<Id>[])[];
  /** Counted once more by the category of the member in that field: `enrolledStudents.university`. */
  split?: Id;
  /** The form's text that lists these entries, and how: field ids in braces. */
  listedFor?: string;
  listedAs?: string;
  /** Says what is planned, whatever the year. Other figures of years after the book's `actual` are commitments in the form. */
  planned?: true;
  /** Of a planned figure: the one that tells what became of it. */
  fulfilledBy?: string;
};

export type LedgerKind<F extends LedgerFields = LedgerFields, Id extends string = keyof F & string> = {
  id: string;
  label: string;
  help?: string;
  fields: F;
  /** Fields that make two reports one event. */
  identity: readonly Id[];
  /** The member whose record it is; without one, the secretariat's. */
  reporter?: Id;
  /** The members who confirm it; without one, the secretariat does. */
  counterpart?: Id;
  years: YearRule<Id, Id>;
  figures: readonly FigureRule<Id>[];
  /** Observation points that such entries support. */
  supports: readonly string[];
  /** Pairs of days of which the second is not before the first. */
  order?: readonly (readonly [Id, Id])[];
  /** Pairs of counts of which the first is not above the second. */
  within?: readonly (readonly [Id, Id])[];
};

/** Checks at compile time that rules name fields of their own kind. */
export function defineKind<const F extends LedgerFields>(kind: LedgerKind<F>): LedgerKind {
  return kind;
}

/** The ledgers of a pack. */
export type LedgerBook = {
  /** The first and last year that figures are kept for. */
  years: { first: number; last: number };
  /** The last year whose figures the form asks for as they were; what it asks of later years are commitments. */
  actual: number;
  /** Categories of the form's member roster by class, such as `school`. `any` is every category and is not listed. */
  memberClasses: Readonly<Record<string, readonly string[]>>;
  kinds: readonly LedgerKind[];
  /** Cells of the form that a figure of one year fills; cells named `figure.year` need no mention. */
  fills: Readonly<Record<string, { figure: string; year: number }>>;
};

/** The kind of that id. Throws where the book has none: a bug, since ids come from the book. */
export function kindOf(book: LedgerBook, id: string): LedgerKind {
  const kind = book.kinds.find((each) => each.id === id);
  if (!kind) throw new Error(`no ledger kind ${id}`);
  return kind;
}
