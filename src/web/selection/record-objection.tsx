import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { InlineForm } from '#web/ui/inline-form.tsx';
import { InlineInput } from '#web/ui/inline-input.tsx';
import { InlineSelect } from '#web/ui/inline-select.tsx';

const nothing = { about: 'all', text: '', name: '', contact: '', receivedOn: '' };

/** Records an objection that came by letter or telephone. */
export function RecordObjection(props: {
  batchId: string;
  consortia: readonly { id: string; label: string }[];
  onChanged: () => Promise<void>;
}) {
  const { batchId, consortia, onChanged } = props;
  const [typed, setTyped] = useState(nothing);
  const { about, ...rest } = typed;
  const send = useMutation({
    mutationFn: () =>
      answered(
        client.POST('/api/batches/{id}/objections', {
          params: { path: { id: batchId } },
          body: { consortiumId: about === 'all' ? null : about, ...rest },
        }),
      ),
    onSuccess: () => {
      setTyped(nothing);
      return onChanged();
    },
  });
  const set = (part: Partial<typeof typed>) => setTyped({ ...typed, ...part });
  return (
    <InlineForm
      title="登记来信、来电的异议"
      button="登记"
      sending={send}
      onSubmit={() => send.mutate()}
      outcome={send.isSuccess && '已登记，请核查后答复。'}
    >
      <InlineSelect
        label="对象"
        choices={[{ id: 'all', label: '整份名单' }, ...consortia]}
        value={about}
        onChange={(id) => set({ about: id })}
      />
      <InlineInput
        label="异议内容"
        size={40}
        required
        maxLength={5000}
        value={typed.text}
        onChange={(text) => set({ text })}
      />
      <InlineInput label="提出人" required maxLength={100} value={typed.name} onChange={(name) => set({ name })} />
      <InlineInput
        label="联系方式"
        required
        maxLength={200}
        value={typed.contact}
        onChange={(contact) => set({ contact })}
      />
      <InlineInput
        label="收到日期"
        type="date"
        required
        value={typed.receivedOn}
        onChange={(receivedOn) => set({ receivedOn })}
      />
    </InlineForm>
  );
}
