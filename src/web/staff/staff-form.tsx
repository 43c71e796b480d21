import { useMutation, useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { type FormEvent, useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { namesQuery } from '#web/ledger/ledger-queries.ts';
import { peopleQuery } from '#web/task/task-queries.ts';
import { InlineInput } from '#web/ui/inline-input.tsx';
import { InlineSelect } from '#web/ui/inline-select.tsx';
import { ProblemText } from '#web/ui/problem-text.tsx';
import { forgetStaff, type StaffMember } from './staff-queries.ts';

const employments = [
  { id: 'full-time', label: '专职' },
  { id: 'part-time', label: '兼职' },
] as const;

const elsewhere = 'elsewhere';
const nobody = 'nobody';

/** Somebody of the secretariat, new or corrected. */
export function StaffForm({ id, staff, onDone }: { id: string; staff: StaffMember | undefined; onDone: () => void }) {
  const members = useQuery(namesQuery(id)).data ?? [];
  const people = useQuery(peopleQuery(id, '')).data?.items ?? [];
  const [name, setName] = useState(staff?.name ?? '');
  const [memberId, setMember] = useState(staff ? (staff.memberId ?? elsewhere) : '');
  const [unit, setUnit] = useState(staff?.unit ?? '');
  const [employment, setEmployment] = useState<'full-time' | 'part-time'>(staff?.employment ?? 'full-time');
  const [duty, setDuty] = useState(staff?.duty ?? '');
  const [accountId, setAccount] = useState(staff?.accountId ?? nobody);
  const [fromDay, setFrom] = useState(staff?.fromDay ?? '');
  const save = useMutation({
    mutationFn: async () => {
      const body = {
        name,
        memberId: memberId === elsewhere ? null : memberId,
        unit: memberId === elsewhere ? unit : '',
        employment,
        duty,
        accountId: accountId === nobody ? null : accountId,
        fromDay,
      };
      if (staff)
        await answered(
          client.PUT('/api/consortia/{id}/staff/{staffId}', {
            params: { path: { id, staffId: staff.id } },
            body: { ...body, version: staff.version },
          }),
        );
      else await answered(client.POST('/api/consortia/{id}/staff', { params: { path: { id } }, body }));
    },
    onSuccess: async () => {
      await forgetStaff();
      onDone();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <form onSubmit={submit} aria-label={staff ? `修改${staff.name}` : '登记人员'}>
      <h3 className="inline-form-title">{staff ? `修改${staff.name}` : '登记人员'}</h3>
      <div className="actions">
        <InlineInput required label="姓名" maxLength={100} size={10} value={name} onChange={setName} />
        <InlineSelect label="专兼职" choices={employments} value={employment} onChange={setEmployment} />
        <InlineSelect
          label="来自单位"
          choices={[
            ...members.map((member) => ({ id: member.id, label: member.name })),
            { id: elsewhere, label: '其他单位' },
          ]}
          value={memberId}
          onChange={setMember}
        />
        {memberId === elsewhere && (
          <InlineInput required label="单位名称" maxLength={200} value={unit} onChange={setUnit} />
        )}
        <InlineInput required label="职责" maxLength={500} size={30} value={duty} onChange={setDuty} />
        <InlineInput required label="到任日期" type="date" value={fromDay} onChange={setFrom} />
        <InlineSelect
          label="账号"
          choices={[
            { id: nobody, label: '没有账号' },
            ...people.map((person) => ({ id: person.id, label: person.name })),
          ]}
          value={accountId}
          onChange={setAccount}
        />
      </div>
      {save.error && <ProblemText error={save.error} />}
      <p className="actions">
        <Button type="primary" htmlType="submit" loading={save.isPending}>
          {staff ? '保存' : '登记'}
        </Button>
        <Button onClick={onDone}>不保存</Button>
      </p>
    </form>
  );
}
