import { useQuery } from '@tanstack/react-query';
import { ApiProblem } from '#web/api/client.ts';
import { Loaded } from '#web/ui/loaded.tsx';
import { momentText } from '#web/ui/moment.ts';
import { historyQuery, type MemberPage } from './members-query.ts';

const actions: Readonly<Record<string, string>> = {
  added: '登记',
  changed: '修改',
  left: '退出',
  rejoined: '重新加入',
};

const labels: Readonly<Record<string, string>> = {
  name: '单位名称',
  otherNames: '简称、曾用名',
  category: '类别',
  creditCode: '统一社会信用代码',
  creditCodeOverride: '代码理由',
  contactName: '联系人',
  contactPhone: '联系电话',
  contactEmail: '联系邮箱',
  joinedOn: '加入日期',
  leftOn: '退出日期',
};

/** Who changed what of a member, from what to what. Shown to who manages members and to the member itself. */
export function MemberHistory(props: { consortiumId: string; memberId: string; categories: MemberPage['categories'] }) {
  const history = useQuery(historyQuery(props.consortiumId, props.memberId));
  if (history.error instanceof ApiProblem && history.error.status === 403) return null;
  const text = (value: unknown): string => {
    if (value === null || value === undefined || (Array.isArray(value) && value.length === 0)) return '（空）';
    if (Array.isArray(value)) return value.join('、');
    return props.categories.find(({ id }) => id === value)?.label ?? String(value);
  };
  return (
    <section className="member-part">
      <h2>修改记录</h2>
      <Loaded query={history}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="soft">还没有修改过。</p>
          ) : (
            <ol className="plain-list history">
              {items.map(({ version, at, by, action, how, change }) => (
                <li key={version}>
                  <p className="soft">
                    {momentText(at)}　{by}　{actions[action] ?? action}
                    {how === 'import' && '（导入）'}
                  </p>
                  {Object.entries(change).map(([field, [from, to]]) => (
                    <p key={field}>
                      {labels[field] ?? field}：<del>{text(from)}</del> → <ins>{text(to)}</ins>
                    </p>
                  ))}
                </li>
              ))}
            </ol>
          )
        }
      </Loaded>
    </section>
  );
}
