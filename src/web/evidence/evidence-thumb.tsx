import type { Evidence } from './evidence-queries.ts';
import { fileAddress, isImage, kindText } from './evidence-texts.ts';
import './evidence.css';

/** A piece of evidence as a button that opens it: a picture as such, anything else by its kind. */
export function EvidenceThumb({
  evidence,
  onOpen,
}: {
  evidence: Pick<Evidence, 'id' | 'title' | 'mediaType'>;
  onOpen: () => void;
}) {
  const isPicture = isImage(evidence);
  return (
    <button
      type="button"
      className="evidence-thumb"
      // With what stands on the button, as a word of its own: whoever speaks to the screen says it.
      aria-label={`查看“${evidence.title}”${isPicture ? '' : ` ${kindText(evidence)}`}`}
      title={evidence.title}
      onClick={onOpen}
    >
      {isPicture ? <img src={fileAddress(evidence)} alt="" loading="lazy" decoding="async" /> : kindText(evidence)}
    </button>
  );
}
