import { useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { bases, type View } from '#core/dashboard/view.ts';
import { InlineSelect } from '#web/ui/inline-select.tsx';

type Choice = { id: string; label: string };

/** What is shown: figure, year, basis and whose. Each choice changes the address, so that a view is a link. */
export function ViewBar(props: {
  view: View;
  path: '/monitoring' | '/monitoring/compare';
  figures: readonly { figure: string; label: string }[];
  years: readonly number[];
  year: number;
}) {
  const { view, path, figures, years, year } = props;
  const navigate = useNavigate();
  const [copied, setCopied] = useState('');
  const show = (change: View) => void navigate({ to: path, search: { ...view, ...change }, resetScroll: false });
  const copy = () =>
    navigator.clipboard.writeText(location.href).then(
      () => setCopied('链接已复制。'),
      () => setCopied('没有复制成功，请从地址栏复制。'),
    );
  const years_: readonly Choice[] = [...new Set([...years, year])]
    .sort((one, other) => other - one)
    .map((each) => ({ id: String(each), label: `${each}年` }));
  return (
    <div className="card no-print">
      <div className="actions">
        <InlineSelect
          label="数据"
          choices={figures.map(({ figure, label }) => ({ id: figure, label }))}
          value={view.figure ?? figures[0]?.figure ?? ''}
          onChange={(figure) => show({ figure })}
        />
        <InlineSelect
          label="年度"
          choices={years_}
          value={String(year)}
          onChange={(id) => show({ year: Number(id) })}
        />
        <InlineSelect
          label="来源"
          choices={[
            { id: 'ledger', label: bases.ledger },
            { id: 'approved', label: bases.approved },
          ]}
          value={view.basis ?? 'ledger'}
          onChange={(basis) => show({ basis })}
        />
        <InlineSelect
          label="范围"
          choices={[
            { id: 'all', label: '全部联合体' },
            { id: 'listed', label: '列入培育名单的' },
          ]}
          value={view.only ?? 'all'}
          onChange={(only) => {
            const { only: _, ...rest } = view;
            void navigate({ to: path, search: only === 'listed' ? { ...rest, only } : rest, resetScroll: false });
          }}
        />
        <Button onClick={copy}>复制链接</Button>
        <Button onClick={() => print()}>打印</Button>
      </div>
      <div role="status" className="inline-outcome good">
        {copied}
      </div>
    </div>
  );
}
