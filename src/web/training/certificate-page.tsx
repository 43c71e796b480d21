import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { printedSerial } from '#core/training/certificate-serial.ts';
import { ApiProblem } from '#web/api/client.ts';
import { Loaded } from '#web/ui/loaded.tsx';
import { momentText } from '#web/ui/moment.ts';
import '#web/member/members.css';
import './training.css';
import { type Certificate, certificateQuery } from './training-queries.ts';

/** Anyone who holds a certificate of training or skill learns here whether it is real, and what it says. */
export function CertificatePage() {
  const { serial = '' } = useParams({ strict: false });
  const [typed, setTyped] = useState(serial);
  const navigate = useNavigate();
  return (
    <main className="verify" id="main">
      <title>核对培训证书 - 联合体</title>
      <h1>核对培训证书</h1>
      <form
        className="card"
        onSubmit={async (event) => {
          event.preventDefault();
          await navigate({ to: '/certificates/$serial', params: { serial: typed.trim() } });
        }}
      >
        <label className="field">
          <span>证书编号（18位数字，印在证书左下方）</span>
          <input
            className="text"
            required
            maxLength={40}
            inputMode="numeric"
            autoComplete="off"
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
        </label>
        <Button type="primary" htmlType="submit">
          核对
        </Button>
      </form>
      {serial !== '' && <Answer key={serial} serial={serial} />}
    </main>
  );
}

function Answer({ serial }: { serial: string }) {
  const found = useQuery(certificateQuery(serial));
  if (found.error instanceof ApiProblem && found.error.status < 500)
    return (
      <p className="card error" role="alert">
        {found.error.status === 404
          ? '没有这个编号的证书。请核对输入；如与证书上印的一致，这张证书不是本系统发出的。'
          : found.error.message}
      </p>
    );
  return <Loaded query={found}>{(certificate) => <Shown certificate={certificate} />}</Loaded>;
}

function Shown({ certificate }: { certificate: Certificate }) {
  const lines = [
    ...certificate.lines,
    ['发证单位', `${certificate.issuer}（${certificate.consortium}）`],
    ['发证日期', certificate.issuedOn],
    ['编号', printedSerial(certificate.serial)],
  ];
  return (
    <section className="card training-certificate" aria-label="核对结果">
      {certificate.isErased && certificate.revokedAt === null ? (
        <p role="status">
          <strong>这个编号的证书确由下列单位发出，没有作废。</strong>
          持证人已要求删除个人信息，这里不再显示姓名和成绩，不能据此核对持证人是谁；需要时请持证人另行证明。
        </p>
      ) : certificate.revokedAt === null ? (
        <p role="status" className="good">
          <strong>证书有效。</strong>内容如下，请与手中的证书逐项核对，包括姓名。
        </p>
      ) : (
        <p role="alert" className="error">
          这张证书已于{momentText(certificate.revokedAt)}作废。
        </p>
      )}
      <h2>{certificate.title}</h2>
      <p>
        {!certificate.isErased && <strong>{certificate.holder}　</strong>}
        {certificate.statement}
      </p>
      <dl className="training-facts">
        {lines.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p className="digest">内容摘要 SHA-256：{certificate.digest}</p>
    </section>
  );
}
