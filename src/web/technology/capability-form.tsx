import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { InlineInput } from '#web/ui/inline-input.tsx';
import { InlineSelect } from '#web/ui/inline-select.tsx';
import { ProblemText } from '#web/ui/problem-text.tsx';
import { TextField } from '#web/ui/text-field.tsx';
import { keywordsOf } from './keywords.ts';
import { type Capabilities, type Capability, forgetTechnology } from './technology-queries.ts';

/** Says what a member can do, or changes it and says from when it is none any more. */
export function CapabilityForm(props: {
  id: string;
  choices: Pick<Capabilities, 'members' | 'kinds' | 'needs'>;
  capability?: Capability;
  onClose: () => void;
}) {
  const { id, choices, capability, onClose } = props;
  const [typed, setTyped] = useState(() => typedOf(choices.members, capability));
  const set = (name: Exclude<keyof typeof typed, 'serves'>) => (value: string) => setTyped({ ...typed, [name]: value });
  const save = useMutation({
    mutationFn: async () => {
      const { memberId, kind, keywords, closedOn, ...said } = typed;
      const body = { ...said, keywords: keywordsOf(keywords) };
      if (capability)
        await answered(
          client.PUT('/api/consortia/{id}/technology-capabilities/{capabilityId}', {
            params: { path: { id, capabilityId: capability.id } },
            body: { ...body, closedOn: closedOn === '' ? null : closedOn, version: capability.version },
          }),
        );
      else
        await answered(
          client.POST('/api/consortia/{id}/technology-capabilities', {
            params: { path: { id } },
            body: { ...body, memberId, kind },
          }),
        );
    },
    onSuccess: async () => {
      await forgetTechnology();
      onClose();
    },
  });
  const turn = (kind: string) =>
    setTyped({
      ...typed,
      serves: typed.serves.includes(kind) ? typed.serves.filter((each) => each !== kind) : [...typed.serves, kind],
    });
  return (
    <form
      aria-label={capability ? '修改能力' : '登记能力'}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <div className="actions">
        {!capability && (
          <>
            <InlineSelect
              label="单位"
              choices={choices.members.map((each) => ({ id: each.id, label: each.name }))}
              value={typed.memberId}
              onChange={set('memberId')}
            />
            <InlineSelect label="类别" choices={choices.kinds} value={typed.kind} onChange={set('kind')} />
          </>
        )}
        <InlineInput label="名称" required maxLength={100} value={typed.name} onChange={set('name')} />
        <InlineInput label="服务领域" required maxLength={100} value={typed.field} onChange={set('field')} />
        <InlineInput label="关键词（用、分开）" size={24} value={typed.keywords} onChange={set('keywords')} />
        <InlineInput label="启用日期" type="date" required value={typed.openedOn} onChange={set('openedOn')} />
        {capability && <InlineInput label="停用日期" type="date" value={typed.closedOn} onChange={set('closedOn')} />}
      </div>
      <fieldset className="technology-kinds">
        <legend>能提供的服务</legend>
        {choices.needs.map((kind) => (
          <label key={kind}>
            <input type="checkbox" checked={typed.serves.includes(kind)} onChange={() => turn(kind)} /> {kind}
          </label>
        ))}
      </fieldset>
      <TextField label="说明" most={2000} rows={2} value={typed.description} onChange={set('description')} />
      <p className="actions">
        <Button type="primary" htmlType="submit" loading={save.isPending}>
          {capability ? '保存' : '登记'}
        </Button>
        <Button onClick={onClose}>取消</Button>
      </p>
      {save.error && <ProblemText error={save.error} />}
    </form>
  );
}

function typedOf(members: Capabilities['members'], capability: Capability | undefined) {
  return {
    memberId: members.length === 1 ? (members[0]?.id ?? '') : '',
    kind: capability?.kind ?? '',
    name: capability?.name ?? '',
    field: capability?.field ?? '',
    keywords: capability?.keywords.join('、') ?? '',
    serves: capability?.serves ?? [],
    description: capability?.description ?? '',
    openedOn: capability?.openedOn ?? '',
    closedOn: capability?.closedOn ?? '',
  };
}
