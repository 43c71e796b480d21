import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { Finding } from '#core/check/finding.ts';
import { requested } from '#web/api/client.ts';
import type { Application } from '#web/api/queries.ts';
import { WithApplication } from '#web/application/with-application.tsx';
import { Comparison, type ReadCell } from './comparison.tsx';

type Reading = {
  cells: readonly ReadCell[];
  unplaced: readonly { text: string; place: string }[];
  formatFindings: readonly Finding[];
};

/** A filled Word form beside what is saved: each cell is taken or left by its user. Nothing is stored before. */
export function ImportPage() {
  return (
    <WithApplication>
      {(application, pack) => <Import application={application} title={pack.form.title} />}
    </WithApplication>
  );
}

function Import({ application, title }: { application: Application; title: string }) {
  const [name, setName] = useState('');
  const read = useMutation({
    mutationFn: async (file: File): Promise<Reading> => {
      setName(file.name);
      const body = new FormData();
      body.append('file', file);
      return (await requested('POST', `/api/applications/${application.id}/imports`, body)) as Reading;
    },
  });
  return (
    <>
      <section className="card">
        <label className="field" style={{ marginBottom: 0 }}>
          <span>选择已填好的《{title}》Word文件（.docx，不超过50 MB）</span>
          <input
            type="file"
            accept=".docx"
            onChange={(event) => {
              const file = event.target.files?.[0];
              if (file) read.mutate(file);
              event.target.value = '';
            }}
          />
        </label>
        {read.isPending && <p role="status">正在读取“{name}”……</p>}
        {read.error && (
          <p role="alert" className="error">
            {read.error.message}已填写的内容没有改动。
          </p>
        )}
        {!read.data && !read.isPending && (
          <p className="soft">系统按标签和表格结构识别，逐项与现有内容并列，由您采纳；不能识别的文字会逐条列出。</p>
        )}
      </section>
      {read.data && (
        <>
          <Unplaced items={read.data.unplaced} />
          <Formats findings={read.data.formatFindings} />
          <Comparison key={read.submittedAt} application={application} cells={read.data.cells} />
        </>
      )}
    </>
  );
}

function Unplaced({ items }: { items: Reading['unplaced'] }) {
  if (items.length === 0) return null;
  return (
    <section className="card" aria-label="不能识别的内容">
      <h2 className="warning">有{items.length}处内容不能识别，请手工填写</h2>
      <ul>
        {items.map(({ text, place }) => (
          <li key={place + text}>
            “{text}”<span className="soft">　{place}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Formats({ findings }: { findings: Reading['formatFindings'] }) {
  if (findings.length === 0) return null;
  return (
    <details className="card">
      <summary>这个文件有{findings.length}处格式与“说明”不符（不影响导入；系统下载的Word已符合）</summary>
      <ul>
        {findings.map(({ message }) => (
          <li key={message}>{message}</li>
        ))}
      </ul>
    </details>
  );
}
