import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type Role, roles } from '#core/access/role.ts';
import { answered, client } from '#web/api/client.ts';
import { unitsQuery } from '#web/api/queries.ts';
import { InlineForm } from '#web/ui/inline-form.tsx';
import { InlineInput } from '#web/ui/inline-input.tsx';
import { InlineSelect } from '#web/ui/inline-select.tsx';
import { momentText } from '#web/ui/moment.ts';

/** An invitation link for one person in one unit and role. */
export function Invite() {
  const units = useQuery(unitsQuery).data?.items ?? [];
  const [unitId, setUnitId] = useState('');
  const [role, setRole] = useState<Role | ''>('');
  const [email, setEmail] = useState('');
  const invite = useMutation({
    mutationFn: () =>
      answered(client.POST('/api/invitations', { body: { unitId, role, ...(email === '' ? {} : { email }) } })),
  });
  const fitting = rolesIn(units.find(({ id }) => id === unitId)?.kind);
  const choose = (id: string) => {
    const kind = units.find((unit) => unit.id === id)?.kind;
    setUnitId(id);
    setRole(role !== '' && rolesIn(kind).includes(role) ? role : '');
  };
  return (
    <InlineForm
      title="邀请人员"
      button="生成邀请链接"
      isPrimary
      sending={invite}
      onSubmit={() => invite.mutate()}
      outcome={
        invite.data && (
          <>
            {invite.data.mailed ? '邀请已寄到对方邮箱。也可以' : '请'}把链接交给本人，只能使用一次，
            {momentText(invite.data.expiresAt)}前有效：
            <br />
            <span className="digest">{invite.data.link}</span>
          </>
        )
      }
    >
      <InlineSelect
        label="单位"
        choices={units.map(({ id, name }) => ({ id, label: name }))}
        value={unitId}
        onChange={choose}
      />
      <InlineSelect
        label="角色"
        choices={fitting.map((id) => ({ id, label: roles[id].label }))}
        value={role}
        onChange={setRole}
      />
      <InlineInput label="邮箱（可不填）" type="email" value={email} onChange={setEmail} />
    </InlineForm>
  );
}

/** The roles that a person can have in a unit of this kind. */
function rolesIn(kind: string | undefined): Role[] {
  return (Object.keys(roles) as Role[]).filter((role) => roles[role].unit === 'any' || roles[role].unit === kind);
}
