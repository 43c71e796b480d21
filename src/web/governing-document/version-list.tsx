import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { answered, client } from '#web/api/client.ts';
import { momentText } from '#web/ui/moment.ts';
import { ProblemText } from '#web/ui/problem-text.tsx';
import { ActOnVersion } from './act-on-version.tsx';
import type { DocumentVersion, GoverningDocument } from './document-queries.ts';
import { standingClass, standingText } from './standing-text.ts';

/** All versions, the way to each and to what it changed; below, what may be done with the one that is shown. */
export function VersionList({ data, shown }: { data: GoverningDocument; shown: DocumentVersion }) {
  const { versions } = data;
  const path = { id: data.consortium.id, documentId: data.id };
  return (
    <>
      <table className="data stacks">
        <thead>
          <tr>
            <th>版本</th>
            <th>状态</th>
            <th>批准</th>
            <th>修订说明</th>
            <th>文件</th>
            <th>比较</th>
          </tr>
        </thead>
        <tbody>
          {versions.map((version, at) => {
            const before = versions.slice(at + 1).find(({ state }) => state !== 'discarded');
            return (
              <tr key={version.id} className={version.id === shown.id ? 'is-open' : undefined}>
                <td data-label="版本">
                  <Link to="/consortia/$id/documents/$documentId" params={path} search={{ version: version.id }}>
                    {version.label}
                  </Link>
                </td>
                <td data-label="状态" className={standingClass(version)}>
                  {standingText(version)}
                </td>
                <td data-label="批准">
                  <Approval id={data.consortium.id} version={version} />
                </td>
                <td data-label="修订说明">{version.note || '—'}</td>
                <td data-label="文件">
                  <Files document={data} version={version} />
                </td>
                <td data-label="比较">
                  {before ? (
                    <Link
                      to="/consortia/$id/documents/$documentId"
                      params={path}
                      search={{ version: version.id, from: before.id }}
                    >
                      与{before.label}的差异
                    </Link>
                  ) : (
                    '—'
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {shown.acts.length > 0 && (
        <ul className="plain-list soft document-acts">
          {shown.acts.map(({ label, text, by, at }) => (
            <li key={at}>
              {shown.label}：{label}，{by}，{momentText(at)}
              {text && `：${text}`}
            </li>
          ))}
        </ul>
      )}
      <ActOnVersion key={`${shown.id} ${shown.version}`} document={data} shown={shown} />
      {data.canManage && <BeginVersion data={data} />}
    </>
  );
}

function Approval({ id, version: { approval, charters } }: { id: string; version: DocumentVersion }) {
  if (!approval) return '—';
  const { by, resolution, resolutionId, approver } = approval;
  return (
    <>
      {by === 'secretariat' && `秘书处批准（${approver}）`}
      {by === 'council' && '理事会通过（'}
      {by === 'council' &&
        (resolutionId === null ? (
          resolution
        ) : (
          <a href={`/api/consortia/${id}/resolutions/${resolutionId}/document.pdf`}>{resolution}</a>
        ))}
      {by === 'council' && '）'}
      {charters.length > 0 && (
        <>
          ；
          <Link to="/consortia/$id/council" params={{ id }}>
            理事会章程规则第{charters.join('、')}版
          </Link>
        </>
      )}
    </>
  );
}

function Files({ document, version }: { document: GoverningDocument; version: DocumentVersion }) {
  const own = `/api/governing-documents/${document.id}/versions/${version.id}`;
  if (version.file)
    return (
      <a href={`${own}/file`} target="_blank" rel="noopener">
        {version.file.name}
      </a>
    );
  if (version.characters === 0) return '—';
  return (
    <>
      <a href={`${own}/prints/docx`} download>
        Word
      </a>{' '}
      <a href={`${own}/prints/pdf`} download>
        PDF
      </a>
    </>
  );
}

function BeginVersion({ data }: { data: GoverningDocument }) {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const begin = useMutation({
    mutationFn: () =>
      answered(
        client.POST('/api/governing-documents/{documentId}/versions', { params: { path: { documentId: data.id } } }),
      ),
    onSuccess: async ({ id }) => {
      await queryClient.invalidateQueries({ queryKey: ['documents'] });
      await navigate({
        to: '/consortia/$id/documents/$documentId',
        params: { id: data.consortium.id, documentId: data.id },
        search: { version: id },
      });
    },
  });
  if (data.versions.some(({ state }) => state === 'draft' || state === 'submitted')) return null;
  return (
    <>
      <p className="actions">
        <Button loading={begin.isPending} onClick={() => begin.mutate()}>
          起草新版本
        </Button>
      </p>
      {begin.error && <ProblemText error={begin.error} />}
    </>
  );
}
