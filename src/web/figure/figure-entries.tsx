import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { numberText } from '#core/figure/figure-text.ts';
import { EvidenceThumb } from '#web/evidence/evidence-thumb.tsx';
import { EvidenceViewer } from '#web/evidence/evidence-viewer.tsx';
import { momentText } from '#web/ui/moment.ts';
import { standings, summaryOf } from './entry-line.ts';
import type { OpenFigure } from './figure-queries.ts';

/** The entries that a figure of a year stands on: what each adds, who vouches for it, and what proves it. */
export function FigureEntries({ id, data }: { id: string; data: OpenFigure }) {
  if (data.entries.length === 0) return null;
  return (
    <section className="card">
      <h2>记录</h2>
      <table className="data stacks figure-entries">
        <thead>
          <tr>
            <th>内容</th>
            <th className="number">计入</th>
            <th>状态</th>
            <th>各方</th>
            <th>证据</th>
          </tr>
        </thead>
        <tbody>
          {data.entries.map((entry) => (
            <tr key={entry.id}>
              <td data-label="内容">
                <Link to="/consortia/$id/ledgers/$kind" params={{ id, kind: entry.kind }} search={{ entry: entry.id }}>
                  {summaryOf(entry.values, data.names, data.kind.fields)}
                </Link>
              </td>
              <td data-label="计入" className="number">
                {entry.standing === 'disputed'
                  ? '不计'
                  : entry.base === null
                    ? numberText(entry.amount)
                    : `${numberText(entry.amount)}／${numberText(entry.base)}`}
              </td>
              <td data-label="状态">{standings[entry.standing]}</td>
              <td data-label="各方">
                {entry.voices.map(({ side, name, at }) => (
                  <div key={side}>
                    {name}　<span className="soft">{momentText(at)}</span>
                  </div>
                ))}
                {entry.awaited.map(({ side, name }) => (
                  <div key={side} className="warning">
                    {name}　尚未确认
                  </div>
                ))}
              </td>
              <td data-label="证据">
                <Proof pieces={entry.evidence} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

type Piece = OpenFigure['entries'][number]['evidence'][number];

/** What proves an entry: pictures as such, anything else by its kind; each opens in place. */
function Proof({ pieces }: { pieces: readonly Piece[] }) {
  const [open, setOpen] = useState<Piece>();
  if (pieces.length === 0) return <span className="soft">还没有证据</span>;
  return (
    <span className="figure-proof">
      {pieces.map((piece) => (
        <EvidenceThumb key={piece.id} evidence={piece} onOpen={() => setOpen(piece)} />
      ))}
      {open && <EvidenceViewer evidence={open} onClose={() => setOpen(undefined)} />}
    </span>
  );
}
