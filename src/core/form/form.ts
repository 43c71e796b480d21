import type { Fields, FormNames, NamesOf } from './field.ts';
import type { FormPart, PageSetup } from './layout.ts';

/** A form as data: its fields, its printed parts and its page. */
export type FormDefinition<F extends Fields = Fields, N extends FormNames = FormNames> = {
  title: string;
  fields: F;
  page: PageSetup;
  parts: readonly FormPart<N>[];
};

/** Any form, seen without the names of its own fields: what the engine works on. */
export type Form = FormDefinition;

/** Checks at compile time that every place and label the parts name exists among the fields. */
export function defineForm<const F extends Fields>(form: FormDefinition<F, NamesOf<F>>): FormDefinition<F, NamesOf<F>> {
  return form;
}
