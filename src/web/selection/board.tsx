import { useState } from 'react';
import { type Decided, departures } from '#core/selection/departures.ts';
import { DecisionBox } from './decision-box.tsx';
import { RankingTable } from './ranking-table.tsx';
import { ScenarioMaker } from './scenario-maker.tsx';
import type { Selection } from './selection-queries.ts';

/** Ranking, scenarios side by side, and the decision as it is being made. */
export function Board(props: {
  selection: Selection;
  onPlaces: (places: number) => void;
  onReload: () => Promise<void>;
}) {
  const { selection, onPlaces, onReload } = props;
  const { candidates, decision, draftListed, places } = selection;
  const [version] = useState(decision?.version ?? 0);
  const [items, setItems] = useState<readonly Decided[]>(() =>
    candidates.map(({ id }) => {
      const decided = decision?.items.find(({ applicationId }) => applicationId === id);
      return { applicationId: id, listed: decided?.listed ?? false, reason: decided?.reason ?? '' };
    }),
  );
  const ids = new Set(candidates.map(({ id }) => id));
  const isOutdated = items.length !== candidates.length || items.some(({ applicationId }) => !ids.has(applicationId));
  const ranked = candidates.flatMap(({ id }) => items.find(({ applicationId }) => applicationId === id) ?? []);
  const published = new Map(draftListed ? candidates.map(({ id }) => [id, draftListed.includes(id)]) : []);
  const departing = new Set(departures(ranked, published).map(({ applicationId }) => applicationId));
  const change = (id: string, part: Partial<Decided>) =>
    setItems(items.map((each) => (each.applicationId === id ? { ...each, ...part } : each)));
  const list = (listed: readonly string[]) =>
    setItems(items.map((each) => ({ ...each, listed: listed.includes(each.applicationId) })));
  return (
    <>
      <section className="card">
        <h2>排名</h2>
        <p className="soft">
          按专家评分的加权平均（减去扣分）排名。“名次区间”和“入围把握”由对审阅专家的{selection.samples}
          次重复抽样得出（种子
          <span className="digest">{selection.seed}</span>
          ）：换一批同样的专家来审，名次十次有九次落在区间之内；入围指排在前
          {places}名。
        </p>
        <RankingTable selection={selection} items={items} departing={departing} onChange={change} onPlaces={onPlaces} />
      </section>
      {!selection.list && <ScenarioMaker selection={selection} />}
      <DecisionBox
        selection={selection}
        version={version}
        items={ranked}
        unexplained={ranked.filter((each) => departing.has(each.applicationId) && each.reason.trim() === '').length}
        isOutdated={isOutdated}
        onList={list}
        onReload={onReload}
      />
    </>
  );
}
