import { useState } from 'react';
import { type ImportResult, type Outcome, outcomeIds, outcomes } from './import-result.ts';

/** Rows told one by one, those of one outcome where it is chosen. */
export function ToldRows({ result: { told, counts } }: { result: ImportResult }) {
  const there = outcomeIds.filter((id) => told.some(({ outcome }) => outcome === id));
  const [chosen, setChosen] = useState<Outcome | 'all'>('all');
  const rows = there.flatMap((id) => told.filter(({ outcome }) => outcome === id));
  const shown = chosen === 'all' ? rows : rows.filter(({ outcome }) => outcome === chosen);
  if (rows.length === 0) return null;
  return (
    <>
      <p className="actions">
        <label>
          显示{' '}
          <select
            className="text inline"
            value={chosen}
            onChange={(event) => setChosen(there.find((id) => id === event.target.value) ?? 'all')}
          >
            <option value="all">全部结果</option>
            {there.map((id) => (
              <option key={id} value={id}>
                {outcomes[id].label}（{counts[id]}行）
              </option>
            ))}
          </select>
        </label>
      </p>
      <table className="data stacks">
        <thead>
          <tr>
            <th>工作表</th>
            <th>行</th>
            <th>结果</th>
            <th>说明</th>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ sheet, row, outcome, findings }) => (
            <tr key={`${sheet} ${row}`}>
              <td data-label="工作表">{sheet}</td>
              <td data-label="行" className="number">
                {row}
              </td>
              <td data-label="结果" className={outcomes[outcome].className}>
                {outcomes[outcome].label}
              </td>
              <td data-label="说明">{findings.map(({ message }) => message).join('；')}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="soft">每种结果最多列出200行，全部结果见校验结果文件。</p>
    </>
  );
}
