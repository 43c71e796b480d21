import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { InlineForm } from '#web/ui/inline-form.tsx';
import { InlineInput } from '#web/ui/inline-input.tsx';
import { InlineSelect } from '#web/ui/inline-select.tsx';
import type { GoverningDocument } from './document-queries.ts';

/** Whom a document concerns; and what it is called, as long as nothing of it was submitted. */
export function ChangeDocument({ document }: { document: GoverningDocument }) {
  const queryClient = useQueryClient();
  const [kind, setKind] = useState(document.kind);
  const [title, setTitle] = useState(document.title);
  const [readers, setReaders] = useState(document.readers);
  const change = useMutation({
    mutationFn: () =>
      answered(
        client.PUT('/api/governing-documents/{documentId}', {
          params: { path: { documentId: document.id } },
          body: { kind, title, readers },
        }),
      ),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['documents'] }),
  });
  return (
    <InlineForm
      title="与谁有关"
      aside="批准后请这些人阅读，并可看谁已读"
      button="保存"
      sending={change}
      onSubmit={() => change.mutate()}
      outcome={change.isSuccess && '已保存。'}
    >
      {document.canRename && (
        <>
          <InlineSelect
            label="类型"
            choices={document.kinds.map(({ label }) => ({ id: label, label }))}
            value={kind}
            onChange={setKind}
          />
          <InlineInput required label="名称" maxLength={100} size={36} value={title} onChange={setTitle} />
        </>
      )}
      {document.readerRoles.map(({ id, label }) => (
        <label key={id}>
          <input
            type="checkbox"
            checked={readers.includes(id)}
            onChange={({ target }) =>
              setReaders(target.checked ? [...readers, id] : readers.filter((each) => each !== id))
            }
          />
          {label}
        </label>
      ))}
    </InlineForm>
  );
}
