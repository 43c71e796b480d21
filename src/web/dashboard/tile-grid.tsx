import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { KeyboardEvent } from 'react';
import type { View } from '#core/dashboard/view.ts';
import { figureText } from '#core/figure/figure-text.ts';
import { Loaded } from '#web/ui/loaded.tsx';
import { ChartCard } from './chart-card.tsx';
import { fileHref, type Tile, tilesQuery } from './monitoring-queries.ts';
import { shortNumber } from './short-number.ts';
import { levelOf } from './tile-level.ts';
import { tilesPicture } from './tiles-picture.ts';

/** Every provincial unit as a tile that opens it: darker where the figure is larger. The arrow keys go from one to the next. */
export function TileGrid({ view }: { view: View }) {
  const tiles = useQuery(tilesQuery(view));
  return (
    <Loaded query={tiles}>
      {({ label, unit, year, tiles }) => (
        <ChartCard
          title={`${label}：各省（${year}年）`}
          note={`单位：${unit}；颜色越深数值越大。点开一格看该省；没有联合体的省份为空格。`}
          picture={() => tilesPicture(`${label}（${unit}），${year}年`, tiles)}
          files={{ xlsx: fileHref('tiles', view, 'xlsx'), csv: fileHref('tiles', view, 'csv') }}
          table={<TilesTable tiles={tiles} label={label} unit={unit} view={view} />}
        >
          <ul className="tiles plain-list" aria-label={`${label}各省`}>
            {tiles.map((tile) => (
              <li key={tile.name} style={{ gridColumn: tile.column, gridRow: tile.row }}>
                <TileBox tile={tile} level={levelOf(tile, tiles)} unit={unit} view={view} />
              </li>
            ))}
          </ul>
        </ChartCard>
      )}
    </Loaded>
  );
}

function TileBox({ tile, level, unit, view }: { tile: Tile; level: number; unit: string; view: View }) {
  const { short, name, province, total, consortia } = tile;
  const says = `${name}：${figureText(total.value, total, unit)}，${consortia}个联合体`;
  const inside = (
    <>
      <span aria-hidden>{short}</span>
      <span className="tile-value" aria-hidden>
        {total.value === null ? '—' : shortNumber(total.value)}
      </span>
      <span className="unseen">{says}</span>
    </>
  );
  if (province === null)
    return (
      <span className="tile is-away" title={`${name}：没有联合体`}>
        {inside}
      </span>
    );
  const { consortium: _, ids: __, ...rest } = view;
  return (
    <Link
      to="/monitoring"
      search={{ ...rest, province }}
      className={`tile level-${level}`}
      title={says}
      data-place={`${tile.column},${tile.row}`}
      onKeyDown={goOn}
    >
      {inside}
    </Link>
  );
}

const ways: Readonly<Record<string, readonly [column: number, row: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** To the next tile that way, over empty places. */
function goOn(event: KeyboardEvent<HTMLElement>): void {
  const way = ways[event.key];
  const [column = 0, row = 0] = (event.currentTarget.dataset.place ?? '').split(',').map(Number);
  const grid = event.currentTarget.closest('.tiles');
  if (!way || !grid) return;
  event.preventDefault();
  for (let step = 1; step < 12; step++) {
    const place = `[data-place="${column + way[0] * step},${row + way[1] * step}"]`;
    const next = grid.querySelector<HTMLElement>(place);
    if (next) {
      next.focus();
      return;
    }
  }
}

function TilesTable(props: { tiles: readonly Tile[]; label: string; unit: string; view: View }) {
  const { consortium: _, ids: __, ...rest } = props.view;
  return (
    <table className="data">
      <thead>
        <tr>
          <th>省份</th>
          <th className="number">联合体</th>
          <th className="number">列入培育名单</th>
          <th className="number">{props.label}</th>
        </tr>
      </thead>
      <tbody>
        {props.tiles.map(({ name, province, consortia, listed, total }) => (
          <tr key={name}>
            <th scope="row">
              {province === null ? (
                name
              ) : (
                <Link to="/monitoring" search={{ ...rest, province }}>
                  {name}
                </Link>
              )}
            </th>
            <td className="number">{consortia}</td>
            <td className="number">{listed}</td>
            <td className="number">{figureText(total.value, total, props.unit)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
