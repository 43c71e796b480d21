import { printedSerial } from '#core/training/certificate-serial.ts';
import type { OfficialDocument } from '#documents/official/official-document.ts';
import { renderOfficialDocx } from '#documents/official/render-official-docx.ts';
import { qrPng } from '#documents/print/qr-png.ts';
import type { Actor } from '#server/access/actor.ts';
import type { Context } from '#server/context.ts';
import { Refusal } from '#server/http/refusal.ts';
import { CertificateContent } from './class-views.ts';
import { chineseDay } from './issue-training-certificate.ts';
import { mustKnowTraining } from './training-right.ts';

/** A certificate as Word or PDF, with the QR code of the page that verifies it; `address`: that page. Throws `Refusal`: `action-not-possible` where its holder was deleted, `not-found`. */
export async function certificatePaper(
  context: Context,
  actor: Actor,
  { consortiumId, certificateId }: { consortiumId: string; certificateId: string },
  document: 'certificate.docx' | 'certificate.pdf',
  address: string,
): Promise<{ bytes: Buffer; name: string; mediaType: string }> {
  const row = await context.db.readAs(actor, async (tx) => {
    await mustKnowTraining(tx, consortiumId);
    return tx
      .selectFrom('training_certificate')
      .select(['serial', 'digest', 'content'])
      .where('consortium_id', '=', consortiumId)
      .where('id', '=', certificateId)
      .executeTakeFirst();
  });
  if (!row) throw new Refusal('not-found');
  const content = CertificateContent.parse(row.content);
  if (content.holder === '')
    throw new Refusal('action-not-possible', { detail: '持证人已删除个人信息，不再出具这张证书。' });
  const print = { ...content, issuedOn: chineseDay(content.issuedOn), serial: row.serial, digest: row.digest, address };
  const isPdf = document === 'certificate.pdf';
  return {
    bytes: Buffer.from(
      isPdf ? await context.documents.trainingCertificate(print) : await renderOfficialDocx(wordOf(print)),
    ),
    name: `${content.title}（${content.holder}）.${isPdf ? 'pdf' : 'docx'}`,
    mediaType: isPdf ? 'application/pdf' : 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  };
}

function wordOf(print: CertificateContent & { serial: string; digest: string; address: string }): OfficialDocument {
  const { title, holder, statement, lines, issuer, consortium, issuedOn, serial, digest, address } = print;
  const { bytes } = qrPng(`${address}/${serial}`);
  // Small enough, and in as few lines, that issuer and day stand on the same page.
  const shown = { width: 72, height: 72 };
  return {
    title,
    isLandscape: true,
    body: [
      { kind: 'paragraph', text: `${holder}　${statement}` },
      { kind: 'table', head: ['项目', '内容'], widths: [20, 80], rows: [...lines, ['联合体', consortium]] },
      {
        kind: 'picture',
        bytes,
        type: 'png',
        ...shown,
        caption: `证书编号：${printedSerial(serial)}　扫码或在 ${address} 核对真伪　摘要 ${digest.slice(0, 16)}`,
      },
    ],
    from: `${issuer}　${issuedOn}`,
  };
}
