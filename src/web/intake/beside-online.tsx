import { useState } from 'react';
import type { IntakeApplication } from './intake-queries.ts';

/** An application's values on the disc beside those online: what differs first, all of them on request. */
export function BesideOnline({ application }: { application: IntakeApplication }) {
  const [showsAll, setShowsAll] = useState(false);
  const { consortium, revision, cells } = application;
  if (cells === null)
    return (
      <section className="card" aria-label={consortium}>
        <h2>{consortium}</h2>
        <p className="error">本批次没有这份申报，无法与在线数据对照。</p>
      </section>
    );
  const different = cells.filter(({ isSame }) => !isSame);
  const shown = showsAll ? cells.filter(({ isSame, isFigure }) => isFigure || !isSame) : different;
  return (
    <section className="card" aria-label={consortium}>
      <h2>{consortium}</h2>
      <p>
        光盘上是第{revision.disc}版，在线是第{revision.online}版；对照{cells.length}项（申报值和核实值）：
        {different.length === 0 ? (
          <strong className="good">全部一致。</strong>
        ) : (
          <strong className="error">{different.length}项不一致。</strong>
        )}{' '}
        <button type="button" className="plain" onClick={() => setShowsAll(!showsAll)}>
          {showsAll ? '只看不一致的' : '逐项查看全部数据'}
        </button>
      </p>
      {shown.length > 0 && (
        <table className="data stacks">
          <thead>
            <tr>
              <th>数据</th>
              <th className="number">申报值：光盘</th>
              <th className="number">申报值：在线</th>
              <th className="number">核实值：光盘</th>
              <th className="number">核实值：在线</th>
            </tr>
          </thead>
          <tbody>
            {shown.map(({ cell, label, unit, isSame, submitted, verified }) => (
              <tr key={cell} className={isSame ? '' : 'error'}>
                <td data-label="数据">
                  {label}
                  {unit !== '' && <span className="soft">（{unit}）</span>}
                  {!isSame && '：不一致'}
                </td>
                <Value label="申报值：光盘" text={submitted.disc} />
                <Value label="申报值：在线" text={submitted.online} />
                <Value label="核实值：光盘" text={verified.disc} />
                <Value label="核实值：在线" text={verified.online} />
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function Value({ label, text }: { label: string; text: string }) {
  return (
    <td data-label={label} className="number">
      {text === '' ? '—' : text}
    </td>
  );
}
