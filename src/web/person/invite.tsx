import { useMutation, useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { type FormEvent, useState } from 'react';
import { type Role, roles } from '#core/access/role.ts';
import { answered, client } from '#web/api/client.ts';
import { unitsQuery } from '#web/api/queries.ts';
import { momentText } from '#web/ui/moment.ts';

/** An invitation link for one person in one unit and role. */
export function Invite() {
  const units = useQuery(unitsQuery).data?.items ?? [];
  const [unitId, setUnitId] = useState('');
  const [role, setRole] = useState('');
  const [email, setEmail] = useState('');
  const kind = units.find(({ id }) => id === unitId)?.kind;
  const fitting = (Object.keys(roles) as Role[]).filter(
    (each) => roles[each].unit === 'any' || roles[each].unit === kind,
  );
  const invite = useMutation({
    mutationFn: () =>
      answered(client.POST('/api/invitations', { body: { unitId, role, ...(email === '' ? {} : { email }) } })),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    invite.mutate();
  };
  return (
    <form className="card" onSubmit={submit} aria-label="邀请">
      <h2 style={{ marginBottom: 8 }}>邀请人员</h2>
      <div className="actions">
        <label>
          单位{' '}
          <select
            aria-label="单位"
            className="text inline"
            required
            value={unitId}
            onChange={(event) => setUnitId(event.target.value)}
          >
            <option value="">请选择</option>
            {units.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <label>
          角色{' '}
          <select
            aria-label="角色"
            className="text inline"
            required
            value={role}
            onChange={(event) => setRole(event.target.value)}
          >
            <option value="">请选择</option>
            {fitting.map((each) => (
              <option key={each} value={each}>
                {roles[each].label}
              </option>
            ))}
          </select>
        </label>
        <label>
          邮箱（可不填）{' '}
          <input
            className="text inline"
            type="email"
            value={email}
            onChange={(event) => setEmail(event.target.value)}
          />
        </label>
        <Button type="primary" htmlType="submit" loading={invite.isPending}>
          生成邀请链接
        </Button>
      </div>
      {invite.data && (
        <p role="status">
          请把链接交给本人，只能使用一次，{momentText(invite.data.expiresAt)}前有效：
          <br />
          <span className="digest">{invite.data.link}</span>
        </p>
      )}
      {invite.error && (
        <p role="alert" className="error">
          {invite.error.message}
        </p>
      )}
    </form>
  );
}
