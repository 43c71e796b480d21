import { Button } from 'antd';
import { useState } from 'react';
import type { Decided } from '#core/selection/departures.ts';
import { InlineSelect } from '#web/ui/inline-select.tsx';
import { type Candidate, type Selection, shareText } from './selection-queries.ts';

const groupings = [
  { id: 'nation', label: '全国' },
  { id: 'province', label: '省份' },
  { id: 'industry', label: '产业' },
  { id: 'city', label: '城市' },
] as const;
type Grouping = (typeof groupings)[number]['id'];

/** The ranking with its uncertainty, each scenario in a column of its own, and what is decided of each application. */
export function RankingTable(props: {
  selection: Selection;
  items: readonly Decided[];
  /** Those whose decision departs from ranking or draft list: each wants a reason. */
  departing: ReadonlySet<string>;
  onChange: (id: string, change: Partial<Decided>) => void;
  onPlaces: (places: number) => void;
}) {
  const { selection, items, departing, onChange, onPlaces } = props;
  const { candidates, scenarios, places } = selection;
  const [grouping, setGrouping] = useState<Grouping>('nation');
  const [group, setGroup] = useState('');
  const [name, setName] = useState('');
  const [wished, setWished] = useState(String(places));
  const groups = grouping === 'nation' ? [] : [...new Set(candidates.map((each) => each[grouping]))].sort();
  const shown = candidates.filter(
    (each) =>
      each.consortium.name.includes(name.trim()) && (grouping === 'nation' || group === '' || each[grouping] === group),
  );
  const isOpen = !selection.list;
  return (
    <>
      <div className="filters">
        <InlineSelect
          label="范围"
          choices={groupings}
          value={grouping}
          onChange={(id) => {
            setGrouping(id);
            setGroup('');
          }}
        />
        {groups.length > 0 && (
          <label>
            只看{' '}
            <select className="text" value={group} onChange={(event) => setGroup(event.target.value)}>
              <option value="">全部</option>
              {groups.map((each) => (
                <option key={each} value={each}>
                  {each || '（未写明）'}
                </option>
              ))}
            </select>
          </label>
        )}
        <label>
          名称 <input className="text" type="search" value={name} onChange={(event) => setName(event.target.value)} />
        </label>
        <form
          className="actions"
          onSubmit={(event) => {
            event.preventDefault();
            onPlaces(Number(wished));
          }}
        >
          <label>
            入围名额{' '}
            <input
              className="text"
              type="number"
              min={1}
              max={1000}
              required
              value={wished}
              onChange={(event) => setWished(event.target.value)}
            />
          </label>
          <Button htmlType="submit">重算把握</Button>
        </form>
        <span role="status" className="soft">
          共{shown.length}份
        </span>
      </div>
      <table className="data stacks ranking">
        <thead>
          <tr>
            <th className="number">名次</th>
            <th>联合体</th>
            <th className="number">得分</th>
            <th>名次区间</th>
            <th className="number">入围把握</th>
            {grouping !== 'nation' && <th>{groupings.find(({ id }) => id === grouping)?.label}内</th>}
            {scenarios.map(({ id, name: scenario, isCurrent }) => (
              <th key={id}>
                {scenario}
                {!isCurrent && <div className="warning">成绩有变动，请重存</div>}
              </th>
            ))}
            <th>决定</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((candidate) => (
            <Row
              key={candidate.id}
              candidate={candidate}
              grouping={grouping}
              scenarios={scenarios}
              total={candidates.length}
              item={items.find(({ applicationId }) => applicationId === candidate.id)}
              isDeparting={departing.has(candidate.id)}
              isOpen={isOpen}
              onChange={onChange}
            />
          ))}
        </tbody>
      </table>
    </>
  );
}

function Row(props: {
  candidate: Candidate;
  grouping: Grouping;
  scenarios: Selection['scenarios'];
  total: number;
  item: Decided | undefined;
  isDeparting: boolean;
  isOpen: boolean;
  onChange: (id: string, change: Partial<Decided>) => void;
}) {
  const { candidate, grouping, scenarios, total, item, isDeparting, isOpen, onChange } = props;
  const { id, consortium, standing, score, calibrated, deduction, waiting, totals } = candidate;
  const within = candidate.within.find((each) => each.grouping === grouping);
  const isListed = item?.listed ?? false;
  return (
    <tr className={isListed ? 'is-listed' : ''}>
      <td data-label="名次" className="number">
        {standing?.rank ?? '—'}
      </td>
      <td data-label="联合体">
        <strong>{consortium.name}</strong>
        <div className="soft">
          {[candidate.province, candidate.city, candidate.industry].filter((each) => each !== '').join(' · ')}
        </div>
      </td>
      <td data-label="得分" className="number">
        {score?.toFixed(2) ?? '尚无'}
        <div className="soft">
          {calibrated !== null && `校准后${calibrated.toFixed(2)}`}
          {deduction > 0 && `，扣${deduction}分`}
        </div>
        <div className={waiting > 0 ? 'warning' : 'soft'}>
          {totals.length}人{waiting > 0 && `，待交${waiting}人`}
        </div>
      </td>
      <td data-label="名次区间">
        {standing ? (
          <>
            {standing.low === standing.high ? `第${standing.low}名` : `第${standing.low}—${standing.high}名`}
            <Interval low={standing.low} high={standing.high} total={total} />
            <details>
              <summary>各名次的把握</summary>
              {standing.places.map(({ place, share }) => `第${place}名${shareText(share)}`).join('，')}
            </details>
          </>
        ) : (
          '—'
        )}
      </td>
      <td data-label="入围把握" className="number">
        {standing ? shareText(standing.above) : '—'}
      </td>
      {grouping !== 'nation' && (
        <td data-label={`${groupings.find((each) => each.id === grouping)?.label}内`}>
          {within ? `${within.rank}／${within.of}，居首${shareText(within.first)}` : '—'}
        </td>
      )}
      {scenarios.map(({ id: scenario, name, result }) => (
        <td key={scenario} data-label={name}>
          {result.listed.includes(id) ? '列入' : '—'}
          {result.added.includes(id) && <strong className="good">（增）</strong>}
          {result.dropped.includes(id) && <strong className="error">（减）</strong>}
        </td>
      ))}
      <td data-label="决定">
        <label>
          <input
            type="checkbox"
            checked={isListed}
            disabled={!isOpen}
            aria-label={`列入${consortium.name}`}
            onChange={(event) => onChange(id, { listed: event.target.checked })}
          />{' '}
          列入
        </label>
        {isDeparting && isOpen ? (
          <textarea
            className="text"
            rows={2}
            maxLength={2000}
            placeholder="与排名或公示名单不一致，请写明理由"
            aria-label={`对${consortium.name}的决定的理由`}
            value={item?.reason ?? ''}
            onChange={(event) => onChange(id, { reason: event.target.value })}
          />
        ) : (
          item?.reason && <div className="soft">{item.reason}</div>
        )}
      </td>
    </tr>
  );
}

/** Where the interval lies among all places. */
function Interval({ low, high, total }: { low: number; high: number; total: number }) {
  const at = (place: number) => `${(place / total) * 100}%`;
  return (
    <div className="interval" aria-hidden="true">
      <span style={{ left: at(low - 1), right: `${100 - (high / total) * 100}%` }} />
    </div>
  );
}
