import { Modal } from 'antd';
import { lazy, Suspense } from 'react';
import type { Evidence } from './evidence-queries.ts';
import { fileAddress, isImage, isPdf } from './evidence-texts.ts';

const PdfPages = lazy(() => import('#web/application/pdf-pages.tsx').then((module) => ({ default: module.PdfPages })));

/** A piece of evidence in place: a picture or the pages of a PDF; anything else is saved. */
export function EvidenceViewer({
  evidence,
  onClose,
}: {
  evidence: Pick<Evidence, 'id' | 'title' | 'fileName' | 'mediaType'>;
  onClose: () => void;
}) {
  const address = fileAddress(evidence);
  return (
    <Modal open title={evidence.title} footer={null} width={900} onCancel={onClose}>
      <p className="actions">
        <a href={`${address}?download=true`} download={evidence.fileName}>
          另存
        </a>
        <span className="soft">{evidence.fileName}</span>
      </p>
      {isImage(evidence) && <img className="evidence-image" src={address} alt={evidence.title} />}
      {isPdf(evidence) && (
        <Suspense fallback={<p role="status">正在打开……</p>}>
          <PdfPages address={address} />
        </Suspense>
      )}
      {!isImage(evidence) && !isPdf(evidence) && <p>这种文件请另存后打开。</p>}
    </Modal>
  );
}
