import { WithApplication } from './with-application.tsx';

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
            <span className="soft">预览为当前已保存的内容，页脚标明草稿；提交后的版本在“版本”页下载。</span>
          </p>
          <iframe
            title="推荐书预览"
            src={`/api/applications/${id}/form.pdf?at=${sequence}#view=FitH`}
            style={{ width: '100%', height: '80vh', border: '1px solid var(--line)', background: '#fff' }}
          />
        </>
      )}
    </WithApplication>
  );
}
