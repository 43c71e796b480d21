import type { PageSetup } from '#core/form/layout.ts';

/** 说明 二, 四, 五. The notice fixes face, size, pitch, paper and the bound edge; the margins are ours. */
export const page: PageSetup = {
  paper: { width: 210, height: 297 },
  margins: { top: 25, bottom: 25, inner: 25, outer: 20, gutter: 5 },
  face: '仿宋_GB2312',
  latinFace: '仿宋_GB2312',
  size: 12,
  linePitch: 16,
  clauses: {
    font: '说明四：文字内容的字体为仿宋_GB2312',
    size: '说明四：字号为小四号',
    line: '说明四：行距为固定值16磅',
    paper: '说明五：推荐书的正文部分使用A4纸双面打印，左侧装订',
    length: '说明二：不超出相应部分的篇幅规定要求',
  },
};
