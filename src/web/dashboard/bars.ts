import type { ChartOption } from './chart.tsx';

type Bar = { name: string; value: number | null; colour?: string };

/** Lying bars with their values beside them, the first on top. A line across where `line` says. */
export function bars(
  series: string,
  items: readonly Bar[],
  { unit = '', nameWidth = 150, line }: { unit?: string; nameWidth?: number; line?: number } = {},
): ChartOption {
  return {
    grid: { left: 8, right: 56, top: 8, bottom: 8, containLabel: true },
    tooltip: { trigger: 'item' },
    xAxis: { type: 'value', axisLabel: { formatter: `{value}${unit}` } },
    yAxis: {
      type: 'category',
      inverse: true,
      data: items.map(({ name }) => name),
      axisLabel: { width: nameWidth, overflow: 'truncate' },
    },
    series: [
      {
        type: 'bar',
        name: series,
        label: { show: true, position: 'right', formatter: `{c}${unit}` },
        data: items.map(({ value, colour }) => (colour ? { value, itemStyle: { color: colour } } : value)),
        ...(line === undefined
          ? {}
          : {
              markLine: {
                silent: true,
                symbol: 'none',
                label: { show: false },
                lineStyle: { color: '#505a66' },
                data: [{ xAxis: line }],
              },
            }),
      },
    ],
  };
}
