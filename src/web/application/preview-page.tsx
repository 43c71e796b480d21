import { lazy, Suspense } from 'react';
import { WithApplication } from './with-application.tsx';

const PdfPages = lazy(() => import('./pdf-pages.tsx').then((module) => ({ default: module.PdfPages })));

/** The printed form as it stands now, and its files. */
export function PreviewPage() {
  return (
    <WithApplication>
      {({ id, sequence }) => (
        <>
          <p className="actions">
            <a href={`/api/applications/${id}/form.docx`} download>
              下载Word（官方格式）
            </a>
            <a href={`/api/applications/${id}/form.pdf`} download>
              下载PDF
            </a>
            <a href={`/api/applications/${id}/figure-sheet.pdf`} download>
              下载数据溯源表
            </a>
            <span className="soft">预览为当前已保存的内容，页脚标明草稿；提交后的版本在“版本”页下载。</span>
          </p>
          <Suspense fallback={<p role="status">正在生成预览……</p>}>
            <PdfPages address={`/api/applications/${id}/form.pdf?at=${sequence}`} />
          </Suspense>
        </>
      )}
    </WithApplication>
  );
}
