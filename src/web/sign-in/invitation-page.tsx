import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import { type FormEvent, useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { LabelledInput } from '#web/ui/labelled-input.tsx';
import { Loaded } from '#web/ui/loaded.tsx';

/** Accepts an invitation: a name and a password of one's own. */
export function InvitationPage() {
  const { token = '' } = useParams({ strict: false });
  const invitation = useQuery({
    queryKey: ['invitation', token],
    queryFn: () => answered(client.GET('/api/public/invitations/{token}', { params: { path: { token } } })),
  });
  return (
    <main className="narrow" id="main">
      <title>接受邀请 - 联合体</title>
      <h1>接受邀请</h1>
      <Loaded query={invitation}>
        {({ unit, roleLabel, email }) => <Acceptance token={token} unit={unit} roleLabel={roleLabel} email={email} />}
      </Loaded>
    </main>
  );
}

function Acceptance({
  token,
  unit,
  roleLabel,
  email,
}: {
  token: string;
  unit: string;
  roleLabel: string;
  email: string | null;
}) {
  const [person, setPerson] = useState({ name: '', email: email ?? '', password: '' });
  const [trouble, setTrouble] = useState('');
  const navigate = useNavigate();
  const accept = async (event: FormEvent) => {
    event.preventDefault();
    setTrouble('');
    try {
      await answered(
        client.POST('/api/public/invitations/{token}/acceptance', { params: { path: { token } }, body: person }),
      );
      await navigate({ to: '/sign-in', search: { email: person.email } });
    } catch (fault) {
      setTrouble(fault instanceof Error ? fault.message : '没有成功，请重试。');
    }
  };
  const field = (
    key: keyof typeof person,
    label: string,
    type: 'text' | 'email' | 'password',
    autoComplete: string,
  ) => (
    <LabelledInput
      label={label}
      type={type}
      autoComplete={autoComplete}
      value={person[key]}
      onChange={(value) => setPerson({ ...person, [key]: value })}
    />
  );
  return (
    <form className="card" onSubmit={accept}>
      <p style={{ marginTop: 0 }}>
        您受邀担任“{unit}”的<strong>{roleLabel}</strong>。
      </p>
      {field('name', '姓名', 'text', 'name')}
      {field('email', '邮箱（登录用）', 'email', 'username')}
      {field('password', '密码（不少于10个字符，大写字母、小写字母、数字、符号中的三类）', 'password', 'new-password')}
      <p role="alert" className="error">
        {trouble}
      </p>
      <Button type="primary" htmlType="submit">
        接受邀请并设立账号
      </Button>
    </form>
  );
}
