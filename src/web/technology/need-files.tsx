import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { answered, client } from '#web/api/client.ts';
import { ProblemText } from '#web/ui/problem-text.tsx';
import { forgetTechnology, type Need } from './technology-queries.ts';
import { uploadOnce } from './upload-once.ts';

/** Files of a need, for whom the need is open to; its enterprise adds and removes them. */
export function NeedFiles({ id, need }: { id: string; need: Need }) {
  const path = { id, needId: need.id };
  const add = useMutation({
    mutationFn: async (file: File) =>
      answered(
        client.POST('/api/consortia/{id}/technology-needs/{needId}/attachments', {
          params: { path },
          body: { uploadId: await uploadOnce(id, file) },
        }),
      ),
    onSuccess: forgetTechnology,
  });
  const remove = useMutation({
    mutationFn: (fileId: string) =>
      answered(
        client.DELETE('/api/consortia/{id}/technology-needs/{needId}/attachments/{fileId}', {
          params: { path: { ...path, fileId } },
        }),
      ),
    onSuccess: forgetTechnology,
  });
  if (need.files.length === 0 && !need.canChange) return null;
  return (
    <>
      <h3>附件</h3>
      <ul className="plain-list">
        {need.files.map((file) => (
          <li key={file.id}>
            <a href={`/api/consortia/${id}/technology-needs/${need.id}/attachments/${file.id}`} download>
              {file.name}
            </a>{' '}
            {need.canChange && (
              <Button
                size="small"
                loading={remove.isPending}
                onClick={() => confirm(`去掉“${file.name}”？`) && remove.mutate(file.id)}
              >
                去掉
              </Button>
            )}
          </li>
        ))}
      </ul>
      {need.canChange && (
        <label className="field">
          <span>
            {add.isPending
              ? '正在上传……'
              : need.openness === 'confidential'
                ? '添加附件（与详细内容一样保密）'
                : '添加附件'}
          </span>
          <input
            type="file"
            disabled={add.isPending}
            onChange={({ target }) => {
              const [file] = target.files ?? [];
              if (file) add.mutate(file);
              target.value = '';
            }}
          />
        </label>
      )}
      {(add.error ?? remove.error) && <ProblemText error={add.error ?? remove.error} />}
    </>
  );
}
