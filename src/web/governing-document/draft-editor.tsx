import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { answered, client, requested } from '#web/api/client.ts';
import { InlineInput } from '#web/ui/inline-input.tsx';
import { Loaded } from '#web/ui/loaded.tsx';
import { ProblemText } from '#web/ui/problem-text.tsx';
import { type DocumentVersion, type GoverningDocument, versionTextQuery } from './document-queries.ts';

type Draft = { document: GoverningDocument; draft: DocumentVersion };

/** A draft to write: typed, or taken from a Word file or PDF. What was typed stays until it was saved well. */
export function DraftEditor({ document, draft }: Draft) {
  const text = useQuery(versionTextQuery(document.id, draft.id));
  return (
    <section className="card">
      <h2>{draft.label}草案</h2>
      <Loaded query={text}>
        {(data) => <Editing key={data.version} document={document} draft={draft} kept={data} />}
      </Loaded>
    </section>
  );
}

function Editing({ document, draft, kept }: Draft & { kept: { version: number; note: string; text: string } }) {
  const queryClient = useQueryClient();
  const [text, setText] = useState(kept.text);
  const [note, setNote] = useState(kept.note);
  const path = { documentId: document.id, versionId: draft.id };
  const reload = () => queryClient.invalidateQueries({ queryKey: ['documents'] });
  const save = useMutation({
    mutationFn: () =>
      answered(
        client.PUT('/api/governing-documents/{documentId}/versions/{versionId}', {
          params: { path },
          body: { version: kept.version, note, text },
        }),
      ),
    onSuccess: reload,
  });
  const upload = useMutation({
    mutationFn: (file: File) => {
      const body = new FormData();
      body.set('file', file);
      return requested(
        'POST',
        `/api/governing-documents/${path.documentId}/versions/${path.versionId}/file?version=${kept.version}`,
        body,
      );
    },
    onSuccess: reload,
  });
  const isChanged = text !== kept.text || note !== kept.note;
  return (
    <>
      <InlineInput label="修订说明" maxLength={500} size={48} value={note} onChange={setNote} />
      <label className="field">
        <span>正文（章、条各自成段；送审前须先保存）</span>
        <textarea
          className="text document-draft"
          rows={18}
          maxLength={200_000}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </label>
      <p className="actions">
        <Button type="primary" disabled={!isChanged} loading={save.isPending} onClick={() => save.mutate()}>
          保存草案
        </Button>
        <span role="status" className={isChanged ? 'warning' : 'soft'}>
          {isChanged ? '有未保存的修改' : '已保存'}
        </span>
      </p>
      {save.error && <ProblemText error={save.error} />}
      <label className="field">
        <span>
          或上传文件作为正文（.docx、.pdf，50MB以内）
          {draft.file && `；现为“${draft.file.name}”，修改上面的文字即不再用它`}
        </span>
        <input
          type="file"
          accept=".docx,.pdf"
          disabled={upload.isPending || isChanged}
          onChange={({ target }) => {
            const file = target.files?.[0];
            if (file) upload.mutate(file);
            target.value = '';
          }}
        />
      </label>
      <p role="status" className="warning">
        {upload.isPending && '正在读取文件……'}
        {draft.file &&
          draft.characters === 0 &&
          '这份文件没有可识别的文字（多为扫描件）：可以送审和批准，但查找不到、比较不出差异。有条件的请上传带文字的版本。'}
      </p>
      {upload.error && <ProblemText error={upload.error} />}
    </>
  );
}
