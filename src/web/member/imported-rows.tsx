import type { Imported } from './import-members-page.tsx';

const outcomes = {
  adds: { label: '新增', className: 'good' },
  changes: { label: '修改', className: 'warning' },
  repeats: { label: '重复', className: 'soft' },
  refused: { label: '不能导入', className: 'error' },
} as const;

/** Rows that anyone would scroll through; what is wrong stands first. */
const mostShown = 500;

/** Each row of the file and what becomes of it. */
export function ImportedRows({ rows }: { rows: Imported['rows'] }) {
  const sorted = [...rows].sort((a, b) => Number(b.outcome === 'refused') - Number(a.outcome === 'refused'));
  return (
    <>
      <table className="data stacks">
        <thead>
          <tr>
            <th>行</th>
            <th>单位名称</th>
            <th>结果</th>
            <th>说明</th>
          </tr>
        </thead>
        <tbody>
          {sorted.slice(0, mostShown).map(({ row, name, outcome, faults, change }) => (
            <tr key={row}>
              <td data-label="行" className="number">
                {row}
              </td>
              <td data-label="单位名称">{name || '（空）'}</td>
              <td data-label="结果" className={outcomes[outcome].className}>
                {outcomes[outcome].label}
              </td>
              <td data-label="说明">
                {outcome === 'refused' && faults.map(({ column, text }) => `${column}：${text}`).join('；')}
                {outcome === 'changes' && `改动${Object.keys(change).length}项`}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > mostShown && (
        <p className="soft">
          只列出前{mostShown}行，共{rows.length}行。
        </p>
      )}
    </>
  );
}
