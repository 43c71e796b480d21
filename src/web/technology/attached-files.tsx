import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { sizeText } from '#web/evidence/evidence-texts.ts';
import { ProblemText } from '#web/ui/problem-text.tsx';
import { forgetTechnology } from './technology-queries.ts';
import { uploadOnce } from './upload-once.ts';

/** Files that stand with a need or a bid; `attach` and `remove` where the reader may. */
export function AttachedFiles(props: {
  id: string;
  files: readonly { id: string; name: string; bytes: number }[];
  /** Where each is read, its own id after it. */
  at: string;
  canChange: boolean;
  label: string;
  attach: (uploadId: string) => Promise<unknown>;
  remove: (fileId: string) => Promise<unknown>;
}) {
  const { id, files, at, canChange, label } = props;
  const add = useMutation({
    mutationFn: async (chosen: readonly File[]) => {
      for (const file of chosen) await props.attach(await uploadOnce(id, file));
    },
    onSettled: forgetTechnology,
  });
  const remove = useMutation({ mutationFn: props.remove, onSettled: forgetTechnology });
  return (
    <>
      {files.length > 0 && (
        <ul className="plain-list">
          {files.map((file) => (
            <li key={file.id}>
              <a href={`${at}/${file.id}`} download>
                {file.name}
              </a>
              <span className="soft">　{sizeText(file.bytes)}</span>{' '}
              {canChange && (
                <Button
                  size="small"
                  aria-label={`去掉${file.name}`}
                  loading={remove.isPending && remove.variables === file.id}
                  onClick={() => confirm(`去掉“${file.name}”？`) && remove.mutate(file.id)}
                >
                  去掉
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      {canChange && (
        <label className="field">
          <span>{add.isPending ? '正在上传……' : label}</span>
          <input
            type="file"
            multiple
            disabled={add.isPending}
            onChange={({ target }) => {
              const chosen = [...(target.files ?? [])];
              if (chosen.length > 0) add.mutate(chosen);
              target.value = '';
            }}
          />
        </label>
      )}
      {(add.error ?? remove.error) && <ProblemText error={add.error ?? remove.error} />}
    </>
  );
}
