import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { ConsortiumHead } from '#web/consortium/consortium-head.tsx';
import { Loaded } from '#web/ui/loaded.tsx';
import { GiveHonour } from './give-honour.tsx';
import { type Honour, type Honours, honoursQuery } from './honour-queries.ts';
import { ReceivedHonour } from './received-honour.tsx';
import { RevokeHonour } from './revoke-honour.tsx';

/** What the consortium was honoured with, and whom it honours. */
export function HonoursPage() {
  const { id = '' } = useParams({ strict: false });
  const honours = useQuery(honoursQuery(id));
  return (
    <>
      <ConsortiumHead id={id} title="荣誉" />
      <Loaded query={honours}>
        {(data) => (
          <>
            <Given id={id} data={data} />
            {data.canManage && <GiveHonour id={id} />}
            <Received id={id} data={data} />
            {data.canManage && <ReceivedHonour id={id} data={data} />}
          </>
        )}
      </Loaded>
    </>
  );
}

type Part = { id: string; data: Honours };

function Given({ id, data }: Part) {
  const given = data.items.filter(({ recipient }) => recipient !== 'consortium');
  return (
    <section className="card" aria-label="授予的荣誉">
      <h2 className="inline-form-title">联合体授予的荣誉</h2>
      {given.length === 0 ? (
        <p className="soft">还没有授予荣誉。考核结果确定后，可以依据结果授予，证书自动编号。</p>
      ) : (
        <table className="data stacks">
          <thead>
            <tr>
              <th>荣誉</th>
              <th>授予</th>
              <th>依据</th>
              <th>日期</th>
              <th>证书</th>
            </tr>
          </thead>
          <tbody>
            {given.map((honour) => (
              <tr key={honour.id}>
                <td>{honour.title}</td>
                <td data-label="授予">
                  {honour.name}
                  {honour.recipient === 'person' && honour.member !== null && `（${honour.member}）`}
                </td>
                <td data-label="依据">{honour.ground}</td>
                <td data-label="日期">{honour.awardedOn}</td>
                <td data-label="证书">
                  {honour.number} <Certificate id={id} honour={honour} />
                  <Revoking id={id} data={data} honour={honour} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function Certificate({ id, honour }: { id: string; honour: Honour }) {
  if (honour.revoked) return null;
  const path = `/api/consortia/${id}/honours/${honour.id}/certificates`;
  return (
    <>
      <a href={`${path}/docx`} download aria-label={`${honour.name}的证书（Word）`}>
        Word
      </a>{' '}
      <a href={`${path}/pdf`} download aria-label={`${honour.name}的证书（PDF）`}>
        PDF
      </a>
    </>
  );
}

function Received({ id, data }: Part) {
  const received = data.items.filter(({ recipient }) => recipient === 'consortium');
  return (
    <section className="card" aria-label="获得的荣誉">
      <h2 className="inline-form-title">联合体获得的荣誉</h2>
      {received.length === 0 ? (
        <p className="soft">还没有登记。登记后自动记入“荣誉与推广”台账，支撑观测点6.1至6.3。</p>
      ) : (
        <table className="data stacks">
          <thead>
            <tr>
              <th>荣誉</th>
              <th>授予单位</th>
              <th>级别和类型</th>
              <th>日期</th>
              <th>情况</th>
            </tr>
          </thead>
          <tbody>
            {received.map((honour) => (
              <tr key={honour.id}>
                <td>{honour.title}</td>
                <td data-label="授予单位">{honour.awarder}</td>
                <td data-label="级别和类型">
                  {honour.level}，{honour.kind}
                </td>
                <td data-label="日期">{honour.awardedOn}</td>
                <td data-label="情况">
                  {!honour.revoked && '已记入台账'}
                  <Revoking id={id} data={data} honour={honour} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function Revoking({ id, data, honour }: Part & { honour: Honour }) {
  const [isOpen, setOpen] = useState(false);
  if (honour.revoked)
    return (
      <span className="warning">
        {honour.revoked.on}撤销：{honour.revoked.reason}
      </span>
    );
  if (!data.canManage) return null;
  return isOpen ? (
    <RevokeHonour id={id} honour={honour} onDone={() => setOpen(false)} />
  ) : (
    <Button size="small" onClick={() => setOpen(true)}>
      撤销
    </Button>
  );
}
