import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type Consortium, consortiaQuery, meQuery } from '#web/api/queries.ts';
import { FindByCode } from '#web/figure/find-by-code.tsx';
import { WaitingSpendings } from '#web/fund/waiting-spendings.tsx';
import { OwnPolicies } from '#web/support-policy/own-policies.tsx';
import { OwnTasks } from '#web/task/own-tasks.tsx';
import { Loaded } from '#web/ui/loaded.tsx';
import { ConsortiumRow } from './consortium-row.tsx';

/** From this many on, a list wants to be searched. */
const many = 8;

/** Who gets forms on paper and looks up their figures by code. */
const officers: ReadonlySet<string> = new Set(['ministry-officer', 'provincial-officer', 'auditor']);

/** The consortia one may see, and what each needs next. */
export function ConsortiaPage() {
  const consortia = useQuery(consortiaQuery);
  const readsPaper = useQuery(meQuery).data?.roles.some(({ role }) => officers.has(role)) ?? false;
  return (
    <>
      <title>我的联合体 - 联合体</title>
      <div className="title-row">
        <h1>我的联合体</h1>
        <span className="space" />
        {readsPaper && <FindByCode />}
      </div>
      <WaitingSpendings />
      <OwnTasks />
      <OwnPolicies />
      <Loaded query={consortia}>
        {({ items, total }) =>
          items.length === 0 ? (
            <p className="card">您的账号目前没有可以查看的联合体。请联系邀请您的单位，或由系统管理员核对您的角色。</p>
          ) : (
            <Consortia items={items} total={total} />
          )
        }
      </Loaded>
    </>
  );
}

function Consortia({ items, total }: { items: readonly Consortium[]; total: number }) {
  const [name, setName] = useState('');
  const [state, setState] = useState('');
  const states = [...new Set(items.flatMap(({ application }) => (application ? [application.stateLabel] : [])))];
  const shown = items.filter(
    (item) =>
      `${item.name}${item.park ?? ''}${item.province}`.includes(name.trim()) &&
      (state === '' || item.application?.stateLabel === state),
  );
  return (
    <>
      <Summaries items={items} />
      {items.length >= many && (
        <div className="filters">
          <label>
            名称 <input className="text" type="search" value={name} onChange={(event) => setName(event.target.value)} />
          </label>
          <label>
            状态{' '}
            <select className="text" value={state} onChange={(event) => setState(event.target.value)}>
              <option value="">全部</option>
              {states.map((each) => (
                <option key={each}>{each}</option>
              ))}
            </select>
          </label>
          <span role="status" className="soft">
            共{shown.length}个
          </span>
        </div>
      )}
      <table className="data stacks">
        <thead>
          <tr>
            <th>联合体</th>
            <th>依托园区</th>
            <th>状态</th>
            <th>已填</th>
            <th>问题</th>
            <th>截止时间</th>
            <th>接下来</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((consortium) => (
            <ConsortiumRow key={consortium.id} consortium={consortium} />
          ))}
        </tbody>
      </table>
      {shown.length === 0 && <p className="soft">没有符合条件的联合体。</p>}
      {total > items.length && (
        <p className="soft">
          只列出前{items.length}个，共{total}个。
        </p>
      )}
    </>
  );
}

/** The summary table of each batch that one sees several applications of. */
function Summaries({ items }: { items: readonly Consortium[] }) {
  const batches = Map.groupBy(
    items.flatMap(({ application }) => (application ? [application.batch] : [])),
    ({ id }) => id,
  );
  if (items.length < 2) return null;
  return (
    <ul className="plain-list actions" style={{ marginBottom: 10 }}>
      {[...batches.values()].map(([batch]) => (
        <li key={batch?.id}>
          <a href={`/api/batches/${batch?.id}/summary.xlsx`} download>
            下载汇总表：{batch?.title}（Excel）
          </a>
        </li>
      ))}
    </ul>
  );
}
