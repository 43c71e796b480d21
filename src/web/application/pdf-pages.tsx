import { GlobalWorkerOptions, getDocument, type PDFDocumentProxy, type PDFPageProxy } from 'pdfjs-dist';
import workerUrl from 'pdfjs-dist/build/pdf.worker.min.mjs?url';
import { useEffect, useRef, useState } from 'react';
import { Trouble } from '#web/ui/loaded.tsx';

GlobalWorkerOptions.workerSrc = workerUrl;

/** The pages of a PDF as pictures, on every browser and phone, whether or not it can show a PDF by itself. */
export function PdfPages({ address }: { address: string }) {
  const [document, setDocument] = useState<PDFDocumentProxy>();
  const [trouble, setTrouble] = useState<Error>();
  useEffect(() => {
    const task = getDocument({ url: address });
    task.promise.then(setDocument, () => setTrouble(new Error('预览没有取到，请刷新重试，或直接下载PDF。')));
    return () => void task.destroy();
  }, [address]);
  if (trouble) return <Trouble error={trouble} />;
  if (!document) return <p role="status">正在生成预览……</p>;
  return (
    <ol className="plain-list pages" aria-label={`共${document.numPages}页`}>
      {Array.from({ length: document.numPages }, (_, at) => at + 1).map((number) => (
        <PdfPage key={number} document={document} number={number} />
      ))}
    </ol>
  );
}

const width = 794;

function PdfPage({ document, number }: { document: PDFDocumentProxy; number: number }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [text, setText] = useState('');
  useEffect(() => {
    let isGone = false;
    let page: PDFPageProxy | undefined;
    const draw = async () => {
      page = await document.getPage(number);
      if (isGone || !canvas.current) return;
      const scale = (width * Math.min(2, window.devicePixelRatio)) / page.getViewport({ scale: 1 }).width;
      const viewport = page.getViewport({ scale });
      canvas.current.width = viewport.width;
      canvas.current.height = viewport.height;
      await page.render({ canvas: canvas.current, viewport }).promise;
      const content = await page.getTextContent();
      if (!isGone) setText(content.items.map((item) => ('str' in item ? item.str : '')).join(''));
    };
    // A page that is left before it is drawn has nothing to say.
    draw().catch(() => undefined);
    return () => {
      isGone = true;
      page?.cleanup();
    };
  }, [document, number]);
  return (
    <li>
      <canvas ref={canvas} role="img" aria-label={`第${number}页：${text}`} />
    </li>
  );
}
