import type { RosterCategory } from '#core/form/field.ts';
import type { Form } from '#core/form/form.ts';
import type { LedgerBook } from './kind.ts';

/** The categories of members that a form's roster knows, in its order; none where no roster of the form has the categories that the ledgers name. */
export function memberCategories(form: Form, book: LedgerBook): readonly RosterCategory[] {
  const named = Object.values(book.memberClasses).flat();
  for (const field of Object.values(form.fields)) {
    if (field.kind !== 'roster') continue;
    const known = new Set(field.categories.map(({ id }) => id));
    if (named.every((id) => known.has(id))) return field.categories;
  }
  return [];
}
