import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import type { BalanceSide } from '#core/talent-balance/balance.ts';
import { Loaded } from '#web/ui/loaded.tsx';
import { recordsQuery } from './balance-queries.ts';

const sources = { forecast: '需求预测', job: '岗位', cohort: '应届毕业生' } as const;

/** What a line is made of, each record with how many of it count. */
export function RecordsCard(props: {
  id: string;
  query: { by: BalanceSide; year: number; key: string };
  onClose: () => void;
}) {
  const { id, query, onClose } = props;
  const records = useQuery(recordsQuery(id, query));
  return (
    <section className="card" aria-label="数据背后的记录">
      <Loaded query={records}>
        {({ label, demand, supply }) => (
          <>
            <div className="talent-head">
              <h2>
                {label}，{query.year}年
              </h2>
              <Button onClick={onClose}>收起</Button>
            </div>
            <Sources title="需求" sources={demand} />
            <Sources title="供给" sources={supply} />
          </>
        )}
      </Loaded>
    </section>
  );
}

type Source = {
  source: keyof typeof sources;
  id: string;
  member: { name: string };
  title: string;
  level: string;
  headcount: number;
  counted: number;
};

function Sources({ title, sources: all }: { title: string; sources: readonly Source[] }) {
  const total = all.reduce((sum, { counted }) => sum + counted, 0);
  return (
    <>
      <h3 className="balance-sources">
        {title}：{total}人
      </h3>
      {all.length === 0 ? (
        <p className="soft">没有记录。</p>
      ) : (
        <table className="data stacks">
          <thead>
            <tr>
              <th>来源</th>
              <th>单位</th>
              <th>名称</th>
              <th>学历</th>
              <th>记录人数</th>
              <th>计入人数</th>
            </tr>
          </thead>
          <tbody>
            {all.map((each) => (
              <tr key={each.id}>
                <td data-label="来源">{sources[each.source]}</td>
                <td data-label="单位">{each.member.name}</td>
                <td data-label="名称">{each.title}</td>
                <td data-label="学历">{each.level}</td>
                <td data-label="记录人数" className="number">
                  {each.headcount}
                </td>
                <td data-label="计入人数" className="number">
                  {each.counted}
                  {each.counted === 0 && <span className="soft">（已含在同一企业的另一项中）</span>}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}
