import type { Actor } from '#server/access/actor.ts';
import type { Context } from '#server/context.ts';
import { bookletOf } from './booklet.ts';
import { opinionPage } from './opinion-page.ts';
import { itemOf, readPackage } from './read-package.ts';
import type { PackageRef } from './signed-papers.ts';
import { readVerificationFacts, verificationRecord } from './verification-record.ts';

export type PackageDocument = 'opinion.docx' | 'opinion.pdf' | 'verification.docx' | 'booklet.pdf';

const docx = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const pdf = 'application/pdf';

/** A paper of one recommended application. Throws `Refusal('not-found')`. */
export async function packageDocument(
  context: Context,
  actor: Actor,
  { batchId, unitId }: PackageRef,
  applicationId: string,
  document: PackageDocument,
): Promise<{ bytes: Uint8Array; name: string; mediaType: string }> {
  const { found, item, facts } = await context.db.readAs(actor, async (tx) => {
    const found = await readPackage(tx, context.packs, batchId, unitId);
    const item = itemOf(found, applicationId);
    return { found, item, facts: await readVerificationFacts(context, tx, item) };
  });
  const of = (title: string) => `${item.consortium}-${title}`;
  if (document === 'verification.docx')
    return { bytes: await verificationRecord(item, facts, found), name: of('核实记录.docx'), mediaType: docx };
  if (document === 'booklet.pdf')
    return { bytes: await bookletOf(context, actor, item), name: of('推荐书（双面打印）.pdf'), mediaType: pdf };
  const kind = document === 'opinion.pdf' ? 'pdf' : 'docx';
  const { bytes, title } = await opinionPage(context, item, kind);
  return { bytes, name: of(`${title}.${kind}`), mediaType: kind === 'pdf' ? pdf : docx };
}
