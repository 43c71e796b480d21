import { useQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { readView, type View } from '#core/dashboard/view.ts';
import { Loaded } from '#web/ui/loaded.tsx';
import { BandCard } from './band-card.tsx';
import { DistributionCard } from './distribution-card.tsx';
import { FiguresTable } from './figures-table.tsx';
import { FulfilmentCard } from './fulfilment-card.tsx';
import { FunnelCard } from './funnel-card.tsx';
import { KeyNumbers } from './key-numbers.tsx';
import { MembersCard } from './members-card.tsx';
import { type Overview, overviewQuery } from './monitoring-queries.ts';
import { RankingCard, type RankingFilter } from './ranking-card.tsx';
import { SavedViews } from './saved-views.tsx';
import { TileGrid } from './tile-grid.tsx';
import { TrendChart } from './trend-chart.tsx';
import { ViewBar } from './view-bar.tsx';
import './monitoring.css';

/** The figures of the nation, a province or a consortium, from the whole down to what it is made of. */
export function MonitoringPage() {
  const view = readView(useSearch({ strict: false }));
  const overview = useQuery(overviewQuery(view));
  return (
    <Loaded query={overview}>
      {(data) => <Dashboard key={`${data.scope.id} ${view.figure}`} overview={data} view={view} />}
    </Loaded>
  );
}

function Dashboard({ overview, view: asked }: { overview: Overview; view: View }) {
  const { scope, year, years, figures } = overview;
  const view = { ...asked, year, figure: asked.figure ?? figures[0]?.figure ?? '' };
  const [filter, setFilter] = useState<RankingFilter>();
  const isOne = scope.kind === 'consortium';
  const narrow = (to: RankingFilter) => {
    setFilter(to);
    document.getElementById('ranking')?.scrollIntoView();
  };
  return (
    <>
      <title>{`${scope.name}监测 - 联合体`}</title>
      <div className="title-row">
        <h1>{scope.name}监测</h1>
        <span className="space" />
        <Way view={view} overview={overview} />
      </div>
      <ViewBar view={view} path="/monitoring" figures={figures} years={years} year={year} />
      <SavedViews view={view} path="/monitoring" />
      <div className="monitoring">
        <KeyNumbers overview={overview} />
        {!isOne && scope.kind !== 'province' && <TileGrid view={view} />}
        <TrendChart view={view} />
        <FulfilmentCard view={view} />
        {!isOne && <DistributionCard view={view} onFilter={narrow} />}
        {!isOne && <FunnelCard view={view} onFilter={narrow} />}
        {!isOne && <RankingCard key={`${scope.id} ${view.by}`} view={view} filter={filter} onFilter={setFilter} />}
        {isOne && scope.id && <MembersCard view={{ ...view, consortium: scope.id }} />}
        {isOne && scope.id && <BandCard view={view} consortium={scope.id} />}
        <FiguresTable overview={overview} view={isOne && scope.id ? { ...view, consortium: scope.id } : view} />
      </div>
    </>
  );
}

/** The way back up, and to the consortium's own rooms. */
function Way({ view, overview: { scope, year } }: { view: View; overview: Overview }) {
  const { province, consortium, ids: _, ...whole } = view;
  return (
    <nav className="actions no-print" aria-label="层级">
      {(province !== undefined || consortium !== undefined) && (
        <Link to="/monitoring" search={whole}>
          全部
        </Link>
      )}
      {province !== undefined && consortium !== undefined && (
        <Link to="/monitoring" search={{ ...whole, province }}>
          本省
        </Link>
      )}
      {scope.kind === 'consortium' && scope.id && (
        <Link to="/consortia/$id/figures" params={{ id: scope.id }}>
          这个联合体的数据
        </Link>
      )}
      <Link to="/monitoring/reports" search={{ ...(scope.id !== null && { unit: scope.id }), year }}>
        年度监测报告
      </Link>
      <Link to="/alerts">监测预警</Link>
    </nav>
  );
}
