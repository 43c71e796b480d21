/** What a form may ask for. A field is data: it travels to the browser as JSON, so it holds no function. */

type Described = {
  /** The official label, exactly as the notice prints it. */
  label: string;
  /** Words of help for the person who fills the field in. */
  help?: string;
};

/** Data years the field is asked for; its answer is then an object by year. */
type Yearly = { years?: readonly number[] };

/** Free text; `limit` counts as Word's 字数 does. */
export type TextField = Described & Yearly & { kind: 'text'; limit?: number; lines?: 'one' | 'many' };

/** An exact number: `decimals` is the most digits after the point (0 for counts), `unit` the official unit (个, 人, 万元, ％ …). */
export type NumberField = Described & Yearly & { kind: 'number'; unit: string; decimals: number; max?: number };

/** A calendar day, `YYYY-MM-DD`. */
export type DayField = Described & { kind: 'day' };

/** A calendar month, `YYYY-MM`. */
export type MonthField = Described & { kind: 'month' };

/** One of the pack's own words. `exampleOptions` are accepted too but never offered: they name the fictional units of the example. */
export type ChoiceField = Described & {
  kind: 'choice';
  options: readonly string[];
  exampleOptions?: readonly string[];
};

/** A list of names, such as 人员姓名. */
export type NamesField = Described & { kind: 'names' };

/** Organisations or people by category: for each a count, a list of names and, where the category asks for it, one further number. */
export type RosterField = Described & {
  kind: 'roster';
  unit: string;
  countLabel: string;
  namesLabel: string;
  /** The further number, such as 在校生数; asked of the categories marked `extra`. */
  extra?: { id: string; label: string; unit: string };
  categories: readonly RosterCategory[];
};

export type RosterCategory = { id: string; label: string; extra?: boolean };

/** A statement that the applicant confirms; answered by `true`. */
export type ConfirmationField = Described & { kind: 'confirmation'; statement: string };

export type Field =
  | TextField
  | NumberField
  | DayField
  | MonthField
  | ChoiceField
  | NamesField
  | RosterField
  | ConfirmationField;

export type Fields = Readonly<Record<string, Field>>;

/** Ids of the fields of one kind, for definitions that only make sense of that kind. */
export type FieldOf<F extends Fields, K extends Field['kind']> = {
  [Id in keyof F & string]: F[Id] extends { kind: K } ? Id : never;
}[keyof F & string];

/** The names that a form's fields give to the definitions beside it: cell paths, field ids, and ids by kind. */
export type FormNames = { path: string; id: string } & Record<
  'text' | 'number' | 'names' | 'roster' | 'confirmation',
  string
>;

/** The names of one form, so that a definition that names something else does not compile. */
export type NamesOf<F extends Fields> = { path: CellPath<F>; id: keyof F & string } & {
  [K in 'text' | 'number' | 'names' | 'roster' | 'confirmation']: FieldOf<F, K>;
};

/** The years a field is asked for, as a type; `never` for a field without years. */
export type YearOf<D> = D extends { years: readonly (infer Y extends number)[] } ? Y : never;

/** Every place of a form that holds one value: `park`, `coBuiltMajors.2022`, `members.enterprise.names`. */
export type CellPath<F extends Fields> = {
  [Id in keyof F & string]: F[Id] extends { kind: 'roster'; categories: readonly (infer C extends RosterCategory)[] }
    ? `${Id}.${C['id']}.${'count' | 'names'}` | ExtraPath<Id, F[Id], C>
    : [YearOf<F[Id]>] extends [never]
      ? Id
      : `${Id}.${YearOf<F[Id]>}`;
}[keyof F & string];

type ExtraPath<Id extends string, D, C> = D extends { extra: { id: infer X extends string } }
  ? C extends { id: infer Category extends string; extra: true }
    ? `${Id}.${Category}.${X}`
    : never
  : never;
