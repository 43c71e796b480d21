import { Button } from 'antd';
import type { ReactNode } from 'react';
import { savePng, saveSvg } from './save-picture.ts';
import './monitoring.css';

/**
 * A chart with its title, the table behind it and the ways to take it along. `picture` gives it as SVG, `files` where it stands as Excel and CSV.
 */
export function ChartCard(props: {
  title: string;
  /** What it shows, in a sentence. */
  note?: ReactNode;
  picture: () => string | undefined;
  files: { xlsx: string; csv: string };
  table: ReactNode;
  /** Where the table is what one reads first. */
  isTableOpen?: boolean;
  children: ReactNode;
}) {
  const { title, note, picture, files, table, isTableOpen = false, children } = props;
  const save = (as: (svg: string, name: string) => unknown) => {
    const svg = picture();
    if (svg !== undefined) void as(svg, title);
  };
  return (
    <section className="card chart-card" aria-label={title}>
      <div className="chart-head">
        <h2>{title}</h2>
        <span className="actions no-print">
          <Button size="small" aria-label={`PNG 图片：保存“${title}”`} onClick={() => save(savePng)}>
            PNG
          </Button>
          <Button size="small" aria-label={`SVG 图片：保存“${title}”`} onClick={() => save(saveSvg)}>
            SVG
          </Button>
          <a href={files.xlsx} download aria-label={`Excel 下载“${title}”的数据`}>
            Excel
          </a>
          <a href={files.csv} download aria-label={`CSV 下载“${title}”的数据`}>
            CSV
          </a>
        </span>
      </div>
      {note && <p className="soft chart-note">{note}</p>}
      {children}
      <details className="chart-table" open={isTableOpen}>
        <summary>数据表</summary>
        <div className="scroll">{table}</div>
      </details>
    </section>
  );
}
