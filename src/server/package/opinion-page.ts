import { opinionForm } from '#core/verification/opinion-form.ts';
import type { Context } from '#server/context.ts';
import { Refusal } from '#server/http/refusal.ts';
import type { PackageItem } from './read-package.ts';

/**
 * The page on which the province gives its opinion of an application, to be signed and sealed; its foot carries the digest of the revision that it
 * speaks of. Throws `Refusal('not-found')` where the notice's form has no such page.
 */
export async function opinionPage(
  { documents }: Pick<Context, 'documents'>,
  { stored, consortium, opinion, digest, takenAt }: PackageItem,
  kind: 'docx' | 'pdf',
): Promise<{ bytes: Uint8Array; title: string }> {
  const form = opinionForm(stored.pack.form);
  if (!form) throw new Refusal('not-found');
  const page = { ...stored, digest: `${stored.digest} opinion`, pack: { ...stored.pack, form } };
  const answers = { consortium, opinion };
  const bytes =
    kind === 'pdf' ? await documents.pdf(page, answers, { digest, takenAt }) : await documents.docx(page, answers);
  return { bytes, title: form.title };
}

export function hasOpinionPage({ stored }: PackageItem): boolean {
  return opinionForm(stored.pack.form) !== undefined;
}
