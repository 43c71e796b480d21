import { frozenDocument } from '#server/application/frozen-document.ts';
import type { Context } from '#server/context.ts';
import type { ActingPerson } from '#server/db/database.ts';
import { hasOpinionPage, opinionPage } from './opinion-page.ts';
import type { PackageItem } from './read-package.ts';

/** An application's form as it was frozen, with the province's opinion page behind it, for printing on both sides. */
export async function bookletOf(context: Context, actor: ActingPerson, item: PackageItem): Promise<Uint8Array> {
  const form = await frozenDocument(context, actor, item.id, item.number, 'pdf');
  const opinion = hasOpinionPage(item) ? [(await opinionPage(context, item, 'pdf')).bytes] : [];
  return context.documents.booklet(item.stored, [new Uint8Array(form.bytes), ...opinion], item.consortium);
}
