import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { figureText } from '#core/figure/figure-text.ts';
import { ApiProblem, answered, client } from '#web/api/client.ts';
import { Loaded } from '#web/ui/loaded.tsx';
import { FindByCode } from './find-by-code.tsx';
import './figures.css';

/** `[value, amount, base, entries, confirmed entries]` by figure and year, as the server adds them up. */
type Sums = Readonly<
  Record<string, Readonly<Record<string, readonly [string | null, string, string | null, number, number]>>>
>;
type Scope = { consortia: number; figures: Sums };
type Nation = { total: Scope; provinces: readonly (Scope & { id: string; name: string })[] };

async function readNation(): Promise<Nation> {
  const response = await fetch('/api/figures');
  if (!response.ok) throw new ApiProblem('internal', response.status, '数据没有取到，请刷新重试。', {});
  return response.json();
}

const readDefinitions = () => answered(client.GET('/api/figures/definitions'));
type Definition = Awaited<ReturnType<typeof readDefinitions>>['items'][number];

const thisYear = new Date(Date.now() + 8 * 3_600_000).getUTCFullYear();
const years = [4, 3, 2, 1, 0].map((back) => String(thisYear - back));

/** The figures of all consortia that the reader answers for, by province and year. */
export function NationPage() {
  const nation = useQuery({ queryKey: ['nation'], queryFn: readNation, staleTime: 0 });
  const definitions = useQuery({ queryKey: ['figure-definitions'], queryFn: readDefinitions });
  return (
    <>
      <title>数据汇总 - 联合体</title>
      <div className="title-row">
        <h1>数据汇总</h1>
        <span className="space" />
        <FindByCode />
      </div>
      <Loaded query={definitions}>
        {({ items }) => <Loaded query={nation}>{(data) => <Tables definitions={items} nation={data} />}</Loaded>}
      </Loaded>
    </>
  );
}

function Tables({ definitions, nation }: { definitions: readonly Definition[]; nation: Nation }) {
  const [figure, setFigure] = useState(definitions[0]?.id ?? '');
  const chosen = definitions.find(({ id }) => id === figure);
  if (nation.provinces.length === 0) return <p className="card">还没有联合体填报台账，所以没有数据。</p>;
  const cell = (scope: Scope, year: string) => {
    const sum = scope.figures[figure]?.[year];
    if (!sum) return <span className="soft">—</span>;
    const [value, amount, base, entries, confirmed] = sum;
    return (
      <>
        {figureText(value, { amount, base }, chosen?.unit ?? '')}
        <div className="soft">已确认{entries === 0 ? 0 : Math.round((confirmed / entries) * 100)}％</div>
      </>
    );
  };
  return (
    <>
      <p className="actions">
        <label>
          数据{' '}
          <select className="text inline" value={figure} onChange={(event) => setFigure(event.target.value)}>
            {definitions.map(({ id, label }) => (
              <option key={id} value={id}>
                {label}
              </option>
            ))}
          </select>
        </label>
        <span className="soft">{chosen?.formula}</span>
      </p>
      <table className="data stacks figures">
        <thead>
          <tr>
            <th>省份</th>
            <th className="number">联合体</th>
            {years.map((year) => (
              <th key={year} className="number">
                {year}年
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {[{ ...nation.total, id: 'total', name: '合计' }, ...nation.provinces].map((scope) => (
            <tr key={scope.id}>
              <th scope="row">{scope.name}</th>
              <td className="number" data-label="联合体">
                {scope.consortia}
              </td>
              {years.map((year) => (
                <td key={year} className="number" data-label={`${year}年`}>
                  {cell(scope, year)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
