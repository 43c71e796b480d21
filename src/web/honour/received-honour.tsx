import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { InlineForm } from '#web/ui/inline-form.tsx';
import { InlineInput } from '#web/ui/inline-input.tsx';
import { InlineSelect } from '#web/ui/inline-select.tsx';
import { forgetHonours, type Honours } from './honour-queries.ts';

const nothing = { title: '', awarder: '', level: '', kind: '', awardedOn: '' };

/** An honour that the consortium received; it stands in the ledger from then on. */
export function ReceivedHonour({ id, data }: { id: string; data: Honours }) {
  const [typed, setTyped] = useState(nothing);
  const set = (name: keyof typeof nothing) => (value: string) => setTyped({ ...typed, [name]: value });
  const record = useMutation({
    mutationFn: () =>
      answered(
        client.POST('/api/consortia/{id}/honours', {
          params: { path: { id } },
          body: { recipient: 'consortium', ...typed },
        }),
      ),
    onSuccess: async () => {
      setTyped(nothing);
      await forgetHonours();
    },
  });
  const choices = (words: readonly string[]) => words.map((word) => ({ id: word, label: word }));
  return (
    <InlineForm
      title="登记获得的荣誉"
      button="登记"
      sending={record}
      onSubmit={() => record.mutate()}
      outcome={record.isSuccess && '已登记，并记入台账。'}
    >
      <InlineInput required label="名称" maxLength={100} value={typed.title} onChange={set('title')} />
      <InlineInput required label="授予单位" maxLength={200} value={typed.awarder} onChange={set('awarder')} />
      <InlineSelect label="级别" choices={choices(data.levels)} value={typed.level} onChange={set('level')} />
      <InlineSelect label="类型" choices={choices(data.kinds)} value={typed.kind} onChange={set('kind')} />
      <InlineInput required label="日期" type="date" value={typed.awardedOn} onChange={set('awardedOn')} />
    </InlineForm>
  );
}
