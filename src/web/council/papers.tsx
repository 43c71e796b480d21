import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { answered, client, requested } from '#web/api/client.ts';
import { ProblemText } from '#web/ui/problem-text.tsx';
import type { Meeting } from './council-queries.ts';

/** The papers of a meeting; who runs it adds and takes away until it is over. */
export function Papers({ meeting, onDone }: { meeting: Meeting; onDone: () => Promise<void> }) {
  const { id: meetingId, consortium, papers, canManage, state } = meeting;
  const path = `/api/consortia/${consortium.id}/meetings/${meetingId}/papers`;
  const mayChange = canManage && (state === 'draft' || state === 'called' || state === 'open');
  const add = useMutation({
    mutationFn: async (files: readonly File[]) => {
      for (const file of files) {
        const body = new FormData();
        body.set('file', file);
        await requested('POST', path, body);
      }
    },
    onSettled: onDone,
  });
  const remove = useMutation({
    mutationFn: (paperId: string) =>
      answered(
        client.DELETE('/api/consortia/{id}/meetings/{meetingId}/papers/{paperId}', {
          params: { path: { id: consortium.id, meetingId, paperId } },
        }),
      ),
    onSettled: onDone,
  });
  const error = add.error ?? remove.error;
  return (
    <>
      <h2>会议材料</h2>
      {papers.length === 0 && <p className="soft">还没有材料。</p>}
      <ul className="plain-list">
        {papers.map(({ id, name }) => (
          <li key={id} className="actions">
            <a href={`${path}/${id}`} target="_blank" rel="noreferrer">
              {name}
            </a>
            {mayChange && (
              <Button
                size="small"
                aria-label={`撤下${name}`}
                onClick={() => confirm(`撤下“${name}”？`) && remove.mutate(id)}
              >
                撤下
              </Button>
            )}
          </li>
        ))}
      </ul>
      {mayChange && (
        <label className="field">
          <span>添加材料（Word、Excel、PDF、图片、文本）</span>
          <input
            type="file"
            multiple
            disabled={add.isPending}
            onChange={(event) => {
              add.mutate([...(event.target.files ?? [])]);
              event.target.value = '';
            }}
          />
        </label>
      )}
      {error && <ProblemText error={error} />}
    </>
  );
}
