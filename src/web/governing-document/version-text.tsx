import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { answered, client } from '#web/api/client.ts';
import { Loaded } from '#web/ui/loaded.tsx';
import { momentText } from '#web/ui/moment.ts';
import { ProblemText } from '#web/ui/problem-text.tsx';
import { type DocumentVersion, type GoverningDocument, versionTextQuery } from './document-queries.ts';

/** A version to read, and the reader's word that it was read. */
export function VersionText({ document, shown }: { document: GoverningDocument; shown: DocumentVersion }) {
  const text = useQuery(versionTextQuery(document.id, shown.id));
  return (
    <section className="card">
      <h2>{shown.label}正文</h2>
      <Loaded query={text}>
        {(data) =>
          data.text === '' ? (
            <p className="soft">
              {shown.file ? '这份文件没有可识别的文字（多为扫描件），请打开原文件阅读。' : '还没有正文。'}
            </p>
          ) : (
            <div className="document-text">{data.text}</div>
          )
        }
      </Loaded>
      <Receipt document={document} shown={shown} />
    </section>
  );
}

function Receipt({ document, shown }: { document: GoverningDocument; shown: DocumentVersion }) {
  const queryClient = useQueryClient();
  const confirmRead = useMutation({
    mutationFn: () =>
      answered(
        client.POST('/api/governing-documents/{documentId}/versions/{versionId}/receipt', {
          params: { path: { documentId: document.id, versionId: shown.id } },
        }),
      ),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['documents'] }),
  });
  const { asked, readAt } = shown.reading;
  if (readAt !== null) return <p className="good">您已于{momentText(readAt)}确认阅读。</p>;
  if (!asked) return null;
  return (
    <>
      <p className="actions">
        <Button type="primary" loading={confirmRead.isPending} onClick={() => confirmRead.mutate()}>
          我已阅读
        </Button>
      </p>
      {confirmRead.error && <ProblemText error={confirmRead.error} />}
    </>
  );
}
