import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { unitsQuery } from '#web/api/queries.ts';
import { InlineForm } from '#web/ui/inline-form.tsx';
import { InlineInput } from '#web/ui/inline-input.tsx';
import { InlineSelect } from '#web/ui/inline-select.tsx';

/** The kinds of unit that can be set up, and what each stands below. */
const kinds = [
  { id: 'province', label: '省级单位', below: 'ministry' },
  { id: 'consortium', label: '联合体', below: 'province' },
  { id: 'member', label: '成员单位', below: 'consortium' },
] as const;

/** Sets up a unit below another; its people are invited afterwards. */
export function AddUnit() {
  const units = useQuery(unitsQuery).data?.items ?? [];
  const [kind, setKind] = useState<(typeof kinds)[number]['id']>('consortium');
  const [parentId, setParentId] = useState('');
  const [name, setName] = useState('');
  const queryClient = useQueryClient();
  const add = useMutation({
    mutationFn: () => answered(client.POST('/api/units', { body: { name, kind, parentId } })),
    onSuccess: () => {
      setName('');
      return queryClient.invalidateQueries({ queryKey: unitsQuery.queryKey });
    },
  });
  const below = kinds.find(({ id }) => id === kind)?.below;
  return (
    <InlineForm
      title="设立单位"
      button="设立"
      sending={add}
      onSubmit={() => add.mutate()}
      outcome={add.isSuccess && '已设立，可以邀请它的人员。'}
    >
      <InlineSelect
        label="类别"
        choices={kinds}
        value={kind}
        onChange={(id) => {
          setKind(id);
          setParentId('');
        }}
      />
      <InlineSelect
        label="上级"
        choices={units.filter((unit) => unit.kind === below).map((unit) => ({ id: unit.id, label: unit.name }))}
        value={parentId}
        onChange={setParentId}
      />
      <InlineInput label="名称" size={32} required maxLength={200} value={name} onChange={setName} />
    </InlineForm>
  );
}
