import { Button } from 'antd';
import { useState } from 'react';
import { EndStaff } from './end-staff.tsx';
import { StaffForm } from './staff-form.tsx';
import type { StaffData, StaffMember } from './staff-queries.ts';

type Doing = { what: 'hire' } | { what: 'change' | 'end'; of: string };

/** The secretariat's people: who is there, who was, and for who manages them the ways to change it. */
export function StaffCard({ id, data }: { id: string; data: StaffData }) {
  const { items, counts, canManage } = data;
  const [doing, setDoing] = useState<Doing>();
  const done = () => setDoing(undefined);
  return (
    <section className="card" aria-label="秘书处人员">
      <h2>秘书处人员</h2>
      <p className="soft">
        现有{counts.all}人：专职{counts.fullTime}人，兼职{counts.partTime}人。
      </p>
      {items.length === 0 ? (
        <p>还没有登记秘书处人员。{canManage && '登记后可以按方案考核，推荐书中的人员数以此核对。'}</p>
      ) : (
        <table className="data stacks">
          <thead>
            <tr>
              <th>姓名</th>
              <th>专兼职</th>
              <th>来自单位</th>
              <th>职责</th>
              <th>任职</th>
              {canManage && <th>办理</th>}
            </tr>
          </thead>
          <tbody>
            {items.map((one) => (
              <tr key={one.id}>
                <td>{one.name}</td>
                <td data-label="专兼职">{one.employment === 'full-time' ? '专职' : '兼职'}</td>
                <td data-label="来自单位">{one.unit}</td>
                <td data-label="职责">{one.duty}</td>
                <td data-label="任职">{termText(one)}</td>
                {canManage && (
                  <td data-label="办理">
                    {one.endedOn === null && (
                      <div className="actions">
                        <Button onClick={() => setDoing({ what: 'change', of: one.id })}>修改</Button>
                        <Button onClick={() => setDoing({ what: 'end', of: one.id })}>离任</Button>
                      </div>
                    )}
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {canManage && <Act id={id} items={items} doing={doing} onDone={done} onHire={() => setDoing({ what: 'hire' })} />}
    </section>
  );
}

function Act(props: {
  id: string;
  items: readonly StaffMember[];
  doing: Doing | undefined;
  onDone: () => void;
  onHire: () => void;
}) {
  const { id, items, doing, onDone, onHire } = props;
  if (!doing)
    return (
      <p>
        <Button onClick={onHire}>登记人员</Button>
      </p>
    );
  if (doing.what === 'hire') return <StaffForm id={id} staff={undefined} onDone={onDone} />;
  const of = items.find((one) => one.id === doing.of);
  if (!of) return null;
  return doing.what === 'change' ? (
    <StaffForm key={of.id} id={id} staff={of} onDone={onDone} />
  ) : (
    <EndStaff key={of.id} id={id} staff={of} onDone={onDone} />
  );
}

function termText({ fromDay, endedOn, endedBy }: StaffMember): string {
  return endedOn === null ? `${fromDay}起` : `${fromDay}至${endedOn}（${endedBy}）`;
}
