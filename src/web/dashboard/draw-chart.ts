import { BarChart, FunnelChart, LineChart } from 'echarts/charts';
import { GridComponent, LegendComponent, MarkLineComponent, TooltipComponent } from 'echarts/components';
import { type EChartsCoreOption, init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';

use([
  BarChart,
  FunnelChart,
  LineChart,
  GridComponent,
  LegendComponent,
  MarkLineComponent,
  TooltipComponent,
  SVGRenderer,
]);

export type Drawn = {
  draw: (option: EChartsCoreOption) => void;
  resize: () => void;
  /** The picture alone, as SVG text. */
  svg: () => string;
  stop: () => void;
};

/** Draws into an element; `onOpen` is told which item was clicked. */
export function drawChart(box: HTMLElement, onOpen: (at: number) => void): Drawn {
  const chart = init(box, undefined, { renderer: 'svg' });
  chart.on('click', ({ dataIndex }) => onOpen(dataIndex));
  return {
    draw: (option) => chart.setOption(option, { notMerge: true }),
    resize: () => chart.resize(),
    svg: () => chart.renderToSVGString(),
    stop: () => chart.dispose(),
  };
}
