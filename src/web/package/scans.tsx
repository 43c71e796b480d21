import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { ApiProblem, answered, client, requested } from '#web/api/client.ts';
import type { Package, Paper } from './package-query.ts';

type Place = { pack: Package; kind: Paper['kind']; application?: string; title: string; papers: readonly Paper[] };

/** The scans of one signed and sealed paper: looked at, added, taken out. */
export function Scans({ pack, kind, application, title, papers }: Place) {
  const queries = useQueryClient();
  const path = { id: pack.batch.id, unitId: pack.unit.id };
  const url = `/api/batches/${path.id}/packages/${path.unitId}/papers`;
  const onSuccess = () => queries.invalidateQueries({ queryKey: ['package', path.id] });
  const add = useMutation({
    mutationFn: async (files: readonly File[]) => {
      for (const file of files) {
        const body = new FormData();
        body.append('file', file);
        await requested('POST', `${url}?kind=${kind}${application ? `&application=${application}` : ''}`, body);
      }
    },
    onSettled: onSuccess,
  });
  const remove = useMutation({
    mutationFn: (paperId: string) =>
      answered(
        client.DELETE('/api/batches/{id}/packages/{unitId}/papers/{paperId}', {
          params: { path: { ...path, paperId } },
        }),
      ),
    onSuccess,
  });
  const own = papers.filter((paper) => paper.kind === kind);
  const error = add.error ?? remove.error;
  return (
    <li>
      <div className="actions">
        <span className={own.length > 0 ? 'good' : 'warning'}>
          {title}：{own.length > 0 ? `${own.length}件` : '缺'}
        </span>
        {own.map(({ id, name }) => (
          <span key={id} className="actions">
            <a href={`${url}/${id}`} target="_blank" rel="noreferrer">
              {name}
            </a>
            <Button size="small" aria-label={`移除${name}`} onClick={() => remove.mutate(id)}>
              移除
            </Button>
          </span>
        ))}
        <label>
          <span className="soft">{add.isPending ? '正在上传……' : '上传扫描件（PDF或图片）'}</span>{' '}
          <input
            type="file"
            multiple
            accept=".pdf,.png,.jpg,.jpeg,.webp"
            aria-label={`上传${title}`}
            disabled={add.isPending}
            onChange={(event) => {
              add.mutate([...(event.target.files ?? [])]);
              event.target.value = '';
            }}
          />
        </label>
      </div>
      {error && (
        <p role="alert" className="error">
          {error instanceof ApiProblem && typeof error.facts.detail === 'string' ? error.facts.detail : error.message}
        </p>
      )}
    </li>
  );
}
