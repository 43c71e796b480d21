import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { ConsortiumHead } from '#web/consortium/consortium-head.tsx';
import { Loaded } from '#web/ui/loaded.tsx';
import { EnterPolicy } from './enter-policy.tsx';
import { GrantTable } from './grant-table.tsx';
import { GrantTotals, type Looked } from './grant-totals.tsx';
import { type Policies, policiesQuery } from './policy-queries.ts';
import { PolicyTable } from './policy-table.tsx';
import './policies.css';

/** The policies that support the work: what they give, whom they fit, what was granted by field and year. */
export function PoliciesPage() {
  const { id = '' } = useParams({ strict: false });
  const policies = useQuery(policiesQuery(id));
  return (
    <>
      <ConsortiumHead id={id} title="支持政策" />
      <Loaded query={policies}>{(data) => <Rooms id={id} data={data} />}</Loaded>
    </>
  );
}

function Rooms({ id, data }: { id: string; data: Policies }) {
  const [isEntering, setEntering] = useState(false);
  const [looked, setLooked] = useState<Looked>({ field: '', year: '' });
  const grants = data.grants.filter(
    ({ policy, grantedOn }) =>
      (looked.field === '' || policy.field === looked.field) &&
      (looked.year === '' || grantedOn.startsWith(looked.year)),
  );
  return (
    <>
      <p className="actions">
        {data.manages && !isEntering && (
          <Button type="primary" onClick={() => setEntering(true)}>
            登记政策
          </Button>
        )}
        {data.own.map(({ id: member, name }) => (
          <Link key={member} to="/consortia/$id/policies/fitting" params={{ id }} search={{ member }}>
            {name}适合哪些政策，为什么
          </Link>
        ))}
      </p>
      {isEntering && <EnterPolicy id={id} fields={data.fields} onEnd={() => setEntering(false)} />}
      <PolicyTable id={id} data={data} />
      {data.totals.length > 0 && <GrantTotals data={data} looked={looked} onLook={setLooked} />}
      {data.grants.length > 0 && (
        <section className="card" aria-label="兑现明细">
          <div className="title-row">
            <h2>
              兑现明细{looked.year !== '' && `：${looked.year}年`}
              {looked.field}
            </h2>
            {!data.seesAll && <span className="soft">本单位的，以及公开的</span>}
            <span className="space" />
            <a
              href={`/api/consortia/${id}/policy-grants.xlsx?${new URLSearchParams(
                Object.entries(looked).filter(([, value]) => value !== ''),
              )}`}
              download
            >
              导出Excel
            </a>
          </div>
          <GrantTable id={id} grants={grants} />
        </section>
      )}
    </>
  );
}
