import type { Block } from './report-queries.ts';

/** A heading, text, table or chart of a report. */
export function BlockView({ block }: { block: Block }) {
  if (block.kind === 'heading') return <h3>{block.text}</h3>;
  if (block.kind === 'paragraph') return <p>{block.text}</p>;
  if (block.kind === 'chart') return <BarTable chart={block} />;
  return (
    <div className="scroll">
      <table className="data stacks">
        <thead>
          <tr>
            {block.head.map((each) => (
              <th key={each}>{each}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {block.rows.map((row) => (
            <tr key={row.join('\n')}>
              {row.map((cell, at) => (
                <td key={block.head[at]} data-label={block.head[at]}>
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Bars beside their numbers: what Word and PDF draw as a chart. */
function BarTable({ chart }: { chart: Extract<Block, { kind: 'chart' }> }) {
  const { title, unit, labels, series } = chart;
  const most = Math.max(1, ...series.flatMap(({ values }) => values.map(Number)));
  return (
    <table className="data talent-report-chart">
      <caption>
        {title}（{unit}）
      </caption>
      <tbody>
        {labels.flatMap((label, at) =>
          series.flatMap(({ name, values }) => {
            const value = values[at] ?? null;
            if (value === null) return [];
            return (
              <tr key={`${label} ${name}`}>
                <th scope="row">{series.length > 1 ? `${label}（${name}）` : label}</th>
                <td className="number">{value}</td>
                <td>
                  <svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
                    <rect width={(100 * Number(value)) / most} height="8" />
                  </svg>
                </td>
              </tr>
            );
          }),
        )}
      </tbody>
    </table>
  );
}
