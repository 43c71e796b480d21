import { type ReactNode, useEffect, useRef } from 'react';
import { ChartCard } from './chart-card.tsx';
import type { Drawn } from './draw-chart.ts';

/** Drawn by the library's own options; colours and type come from here. */
export type ChartOption = Readonly<Record<string, unknown>>;

const look: ChartOption = {
  animation: false,
  color: ['#0b57a4', '#8a5300', '#1b6b3a', '#7a3e9d', '#b3261e', '#00707a'],
  textStyle: {
    fontFamily: 'PingFang SC, Microsoft YaHei, Noto Sans CJK SC, Noto Sans SC, sans-serif',
    fontSize: 12,
    color: '#1c2530',
  },
  backgroundColor: '#fff',
};

/**
 * A chart drawn by ECharts, which comes when the first is shown. For who does not see it, `says` tells what it shows, and the table behind it holds
 * every number.
 */
export function Chart(props: {
  title: string;
  says: string;
  note?: ReactNode;
  option: ChartOption;
  height: number;
  files: { xlsx: string; csv: string };
  table: ReactNode;
  isTableOpen?: boolean;
  /** An item of it was clicked; the same is a link in the table. */
  onOpen?: (at: number) => void;
}) {
  const { says, option, height, onOpen, ...card } = props;
  const box = useRef<HTMLDivElement>(null);
  const drawn = useRef<Drawn>(undefined);
  const latest = useRef({ option, onOpen });
  latest.current = { option, onOpen };
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    let isGone = false;
    const watcher = new ResizeObserver(() => drawn.current?.resize());
    void import('./draw-chart.ts').then(({ drawChart }) => {
      if (isGone) return;
      drawn.current = drawChart(element, (at) => latest.current.onOpen?.(at));
      drawn.current.draw({ ...look, ...latest.current.option });
      watcher.observe(element);
    });
    return () => {
      isGone = true;
      watcher.disconnect();
      drawn.current?.stop();
      drawn.current = undefined;
    };
  }, []);
  useEffect(() => drawn.current?.draw({ ...look, ...option }), [option]);
  return (
    <ChartCard {...card} picture={() => drawn.current?.svg()}>
      <div ref={box} className="chart" role="img" aria-label={says} style={{ height }} />
    </ChartCard>
  );
}
