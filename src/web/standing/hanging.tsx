import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Loaded } from '#web/ui/loaded.tsx';
import { memberChoicesQuery, type StandingData, standingQuery } from './standing-queries.ts';

const kinds = [
  ['benefit', '因通过验收给予的支持'],
  ['commitment', '承诺'],
  ['return', '未办结的采集'],
  ['change', '办理中的变更'],
  ['case', '未办结的案件'],
] as const;

/** What hangs on the standing, and what stands on the entries of one member: what must be verified again once it has left. */
export function Hanging({ id, hanging }: { id: string; hanging: StandingData['hanging'] }) {
  const shown = kinds.filter(([kind]) => hanging.some((one) => one.kind === kind));
  return (
    <section className="card">
      <h2>与资格相关的事项</h2>
      <p className="soft">取消、暂停或解散时须一并处理的事项。</p>
      {shown.length === 0 && <p>目前没有承诺、支持或未办结的事项。</p>}
      {shown.map(([kind, title]) => {
        const own = hanging.filter((one) => one.kind === kind);
        return (
          <details key={kind} open={own.length <= 5}>
            <summary>
              {title}（{own.length}项）
            </summary>
            <ul>
              {own.map((one) => (
                <li key={one.id}>{kind === 'case' ? <a href={`/violations/${one.id}`}>{one.text}</a> : one.text}</li>
              ))}
            </ul>
          </details>
        );
      })}
      <HangingOnMember id={id} />
    </section>
  );
}

function HangingOnMember({ id }: { id: string }) {
  const [member, setMember] = useState('');
  const members = useQuery(memberChoicesQuery(id)).data?.items ?? [];
  return (
    <>
      <label className="field">
        <span>成员单位退出时须重新核实的数据：选择单位</span>
        <select className="text" value={member} onChange={(event) => setMember(event.target.value)}>
          <option value="">请选择</option>
          {members.map((one) => (
            <option key={one.id} value={one.id}>
              {one.name}
            </option>
          ))}
        </select>
      </label>
      {member !== '' && <OneMember id={id} member={member} />}
    </>
  );
}

function OneMember({ id, member }: { id: string; member: string }) {
  const standing = useQuery(standingQuery(id, member));
  return (
    <Loaded query={standing}>
      {({ member: found }) =>
        found && (
          <>
            <p>
              {found.name}
              {found.leftOn && `（${found.leftOn}退出）`}：台账记录{found.entries}条，证据材料{found.evidence}
              份，有效的成员证明{found.certificates}份。
            </p>
            {found.figures.length > 0 && (
              <table className="data stacks">
                <thead>
                  <tr>
                    <th>数据</th>
                    <th className="number">年度</th>
                    <th className="number">其记录所计</th>
                    <th className="number">记录</th>
                  </tr>
                </thead>
                <tbody>
                  {found.figures.map(({ figure, label, unit, year, amount, entries }) => (
                    <tr key={`${figure} ${year}`}>
                      <td data-label="数据">{label}</td>
                      <td className="number" data-label="年度">
                        {year}
                      </td>
                      <td className="number" data-label="其记录所计">
                        {amount === '' ? '比率，须重算' : `${amount}${unit}`}
                      </td>
                      <td className="number" data-label="记录">
                        {entries}
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            )}
          </>
        )
      }
    </Loaded>
  );
}
