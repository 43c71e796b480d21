import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import { type FormEvent, useState } from 'react';
import { ApiProblem, answered, client } from '#web/api/client.ts';
import { Loaded } from '#web/ui/loaded.tsx';
import { momentText } from '#web/ui/moment.ts';
import './members.css';

function readVerified(code: string) {
  return answered(client.GET('/api/public/certificates/{code}', { params: { path: { code } } }));
}

type Verified = Awaited<ReturnType<typeof readVerified>>;

/** Anyone who holds a certificate learns here whether its code is real, and what was certified. */
export function VerifyPage() {
  const { code = '' } = useParams({ strict: false });
  const [typed, setTyped] = useState(code);
  const navigate = useNavigate();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    await navigate({ to: '/verify/$code', params: { code: typed.trim() } });
  };
  return (
    <main className="verify" id="main">
      <title>核对成员单位证明 - 联合体</title>
      <h1>核对成员单位证明</h1>
      <form className="card" onSubmit={submit}>
        <label className="field">
          <span>校验码（印在证明每页的页脚）</span>
          <input
            className="text"
            required
            maxLength={40}
            autoComplete="off"
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
        </label>
        <Button type="primary" htmlType="submit">
          核对
        </Button>
      </form>
      {code !== '' && <Answer key={code} code={code} />}
    </main>
  );
}

function Answer({ code }: { code: string }) {
  const verified = useQuery({ queryKey: ['certificate', code], staleTime: 0, queryFn: () => readVerified(code) });
  if (verified.error instanceof ApiProblem && verified.error.status === 404)
    return (
      <p className="card error" role="alert">
        没有这个校验码的证明。请核对输入；如与证明上印的一致，这份证明不是本系统开具的。
      </p>
    );
  return <Loaded query={verified}>{(certificate) => <Certificate certificate={certificate} />}</Loaded>;
}

function Certificate({ certificate }: { certificate: Verified }) {
  const { joinedOn, leftOn, figures } = certificate;
  const lines = [
    ['成员单位', certificate.organisation],
    ['统一社会信用代码', certificate.creditCode ?? '—'],
    ['所属联合体', certificate.consortium],
    ['成员类别', certificate.category],
    ['成员期间', `${joinedOn}至${leftOn ?? '今'}`],
    ['开具时间', momentText(certificate.issuedAt)],
  ];
  return (
    <section className="card" aria-label="核对结果">
      {certificate.revokedAt === null ? (
        <p role="status" className="good">
          <strong>校验码有效。</strong>证明的内容如下，请与手中的证明逐项核对。
        </p>
      ) : (
        <p role="alert" className="error">
          这份证明已于{momentText(certificate.revokedAt)}作废。
        </p>
      )}
      <dl className="member-facts">
        {lines.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {figures.length > 0 && (
        <table className="data">
          <thead>
            <tr>
              <th>事项</th>
              <th>年份</th>
              <th>数量</th>
              <th>单位</th>
            </tr>
          </thead>
          <tbody>
            {figures.map(({ label, year, amount, unit }) => (
              <tr key={`${label}${year}`}>
                <td>{label}</td>
                <td className="number">{year}</td>
                <td className="number">{amount}</td>
                <td>{unit}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <p className="digest">内容摘要 SHA-256：{certificate.digest}</p>
    </section>
  );
}
