import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { InlineForm } from '#web/ui/inline-form.tsx';
import { InlineInput } from '#web/ui/inline-input.tsx';
import { InlineSelect } from '#web/ui/inline-select.tsx';
import type { Documents } from './document-queries.ts';

/** A new document, then on to its first draft. Whom it concerns is its kind's to say until somebody changes it. */
export function NewDocument({ id, data: { kinds } }: { id: string; data: Documents }) {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const [kind, setKind] = useState('');
  const [title, setTitle] = useState('');
  const readers = kinds.find(({ label }) => label === kind)?.readers ?? [];
  const open = useMutation({
    mutationFn: () =>
      answered(
        client.POST('/api/consortia/{id}/governing-documents', {
          params: { path: { id } },
          body: { kind, title, readers },
        }),
      ),
    onSuccess: async (made) => {
      await queryClient.invalidateQueries({ queryKey: ['documents'] });
      await navigate({ to: '/consortia/$id/documents/$documentId', params: { id, documentId: made.id } });
    },
  });
  return (
    <InlineForm
      title="新建制度"
      aside="建好后输入正文或上传文件，再送审；修订已有的制度，请在那件制度中起草新版本"
      button="新建"
      sending={open}
      onSubmit={() => open.mutate()}
      outcome={false}
    >
      <InlineSelect
        label="类型"
        choices={kinds.map(({ label }) => ({ id: label, label }))}
        value={kind}
        onChange={setKind}
      />
      <InlineInput required label="名称" maxLength={100} size={36} value={title} onChange={setTitle} />
    </InlineForm>
  );
}
