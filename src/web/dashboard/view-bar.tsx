import { useNavigate } from '@tanstack/react-router';
import { bases, type View } from '#core/dashboard/view.ts';
import { InlineSelect } from '#web/ui/inline-select.tsx';
import { TakeAlong } from './take-along.tsx';

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
  const show = (change: View) => void navigate({ to: path, search: { ...view, ...change }, resetScroll: false });
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
          choices={yearChoices(years, year)}
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
        <TakeAlong />
      </div>
    </div>
  );
}

/** The newest first; the shown one always among them. */
export function yearChoices(years: readonly number[], shown: number): { id: string; label: string }[] {
  return [...new Set([...years, shown])]
    .sort((one, other) => other - one)
    .map((each) => ({ id: String(each), label: `${each}年` }));
}
