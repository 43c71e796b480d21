import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { InlineForm } from '#web/ui/inline-form.tsx';
import { InlineInput } from '#web/ui/inline-input.tsx';

/** Publishes a notice on the public pages, at once and for good. */
export function PublishNotice({ batchId }: { batchId: string }) {
  const [title, setTitle] = useState('');
  const [number, setNumber] = useState('');
  const [text, setText] = useState('');
  const send = useMutation({
    mutationFn: () =>
      answered(
        client.POST('/api/batches/{id}/notices', { params: { path: { id: batchId } }, body: { title, number, text } }),
      ),
    onSuccess: () => {
      setTitle('');
      setNumber('');
      setText('');
    },
  });
  return (
    <InlineForm
      title="发布通知"
      aside="立即公开，不能修改或撤回"
      button="发布"
      sending={send}
      onSubmit={() => send.mutate()}
      outcome={send.isSuccess && <a href={`/public/lists/${send.data.id}`}>已发布，查看公开页面</a>}
    >
      <InlineInput label="标题" size={40} required maxLength={200} value={title} onChange={setTitle} />
      <InlineInput label="文号" size={20} maxLength={100} value={number} onChange={setNumber} />
      <label className="notice-text">
        通知正文
        <textarea rows={6} required maxLength={20_000} value={text} onChange={(event) => setText(event.target.value)} />
      </label>
    </InlineForm>
  );
}
