import { strFromU8, strToU8, unzipSync, type Zippable, zipSync } from 'fflate';
import { columnOf } from './sheet-row.ts';

/** Not the moment of writing: the same workbook has the same bytes. */
const noTime = '2000-01-01T00:00:00';

/**
 * Gives each column of our own workbook the style of its cell in the second row, so that rows not yet typed have it too: the library writes widths of columns and
 * not their styles.
 */
export function formatWholeColumns(bytes: Uint8Array): Uint8Array {
  const entries = Object.entries(unzipSync(bytes)).map(([name, content]) => {
    const isSheet = /^xl\/worksheets\/[^/]+\.xml$/.test(name);
    return [name, [isSheet ? strToU8(withColumnStyles(strFromU8(content))) : content, { mtime: noTime }]] as const;
  });
  const files: Zippable = {};
  for (const [name, [content, options]] of entries) files[name] = [content, options];
  return zipSync(files, { level: 6 });
}

function withColumnStyles(xml: string): string {
  const styles = new Map(
    [...xml.matchAll(/<c r="([A-Z]+)2"[^>]*? s="(\d+)"/g)].map(([, column = '', style = '']) => [
      columnOf(column),
      style,
    ]),
  );
  return xml.replace(/<col ([^>]*?)min="(\d+)"([^>]*?)\/>/g, (whole, before: string, min: string, after: string) => {
    const style = styles.get(Number(min) - 1);
    return style === undefined || /style=/.test(whole)
      ? whole
      : `<col ${before}min="${min}"${after} style="${style}"/>`;
  });
}
