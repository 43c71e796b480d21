import { useMutation } from '@tanstack/react-query';
import { requested } from '#web/api/client.ts';
import { ProblemText } from '#web/ui/problem-text.tsx';
import type { Violation } from './violation-queries.ts';

const sides = { reporter: '反映人', office: '核查单位', consortium: '联合体' } as const;

/** The evidence that the reader may see, and adding to its own. */
export function CaseFiles({ violation, onDone }: { violation: Violation; onDone: () => Promise<void> }) {
  const { id, files, can } = violation;
  const add = useMutation({
    mutationFn: (file: File) => {
      const body = new FormData();
      body.set('file', file);
      return requested('POST', `/api/violations/${id}/files`, body);
    },
    onSuccess: onDone,
  });
  if (!can.addFile && files.length === 0) return null;
  return (
    <section className="card">
      <h2>证据</h2>
      {files.length === 0 && <p className="soft">还没有证据。</p>}
      <ul>
        {files.map(({ digest, side, name, bytes }) => (
          <li key={`${side} ${digest}`}>
            <a href={`/api/violations/${id}/files/${digest}`} target="_blank" rel="noopener">
              {name}
            </a>
            <span className="soft">
              （{sides[side]}，{Math.ceil(bytes / 1024)}KB）
            </span>
          </li>
        ))}
      </ul>
      {can.addFile && (
        <label className="field">
          <span>上传证据（图片、PDF、Word、Excel、文本）</span>
          <input
            type="file"
            accept=".png,.jpg,.jpeg,.webp,.pdf,.docx,.xlsx,.csv,.txt"
            disabled={add.isPending}
            onChange={({ target }) => {
              const file = target.files?.[0];
              if (file) add.mutate(file);
              target.value = '';
            }}
          />
        </label>
      )}
      {add.error && <ProblemText error={add.error} />}
    </section>
  );
}
