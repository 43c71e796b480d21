import { below, type XmlNode } from './xml-tree.ts';

/** A paragraph's text; line breaks as `\n`. `source` keeps the XML for the format check. */
export type Paragraph = { kind: 'paragraph'; text: string; source: XmlNode };

/** A cell at its place in the table: `left` and `right` in the table's own units, so that cells of different grids compare. */
export type BodyCell = {
  row: number;
  left: number;
  right: number;
  /** Continues a cell of the row above: it holds no text of its own, as a rule. */
  continues: boolean;
  paragraphs: readonly Paragraph[];
  text: string;
};

export type BodyTable = { kind: 'table'; cells: readonly BodyCell[]; width: number };

export type BodyBlock = Paragraph | BodyTable;

/** Containers that only wrap what they hold. */
const wrappers = new Set([
  'w:sdt',
  'w:sdtContent',
  'w:ins',
  'w:moveTo',
  'w:smartTag',
  'w:hyperlink',
  'w:customXml',
  'w:fldSimple',
  'w:dir',
  'w:bdo',
]);

/** The blocks of a body or cell, in order; a text box gives its paragraphs after the one it hangs on. */
export function blocksOf(nodes: readonly XmlNode[]): readonly BodyBlock[] {
  return nodes.flatMap((node): readonly BodyBlock[] => {
    if (node.name === 'w:p') return paragraphsOf(node);
    if (node.name === 'w:tbl') return [tableOf(node)];
    return wrappers.has(node.name) ? blocksOf(node.children) : [];
  });
}

/** The text of a block, its nested tables included, line by line. */
export function linesOf(block: BodyBlock): readonly string[] {
  return block.kind === 'paragraph' ? block.text.split('\n') : block.cells.flatMap((cell) => cell.text.split('\n'));
}

function paragraphsOf(node: XmlNode): readonly Paragraph[] {
  const boxes: XmlNode[] = [];
  const text = inlineText(node.children, boxes);
  return [
    { kind: 'paragraph', text, source: node },
    ...boxes.flatMap((box) => blocksOf(box.children)).flatMap(flattened),
  ];
}

function flattened(block: BodyBlock): readonly Paragraph[] {
  return block.kind === 'paragraph' ? [block] : block.cells.flatMap((cell) => cell.paragraphs);
}

/** Text as it stands after all tracked changes are accepted: insertions kept, deletions and moved-away text left out. */
function inlineText(nodes: readonly XmlNode[], boxes: XmlNode[]): string {
  let text = '';
  for (const node of nodes) {
    switch (node.name) {
      case 'w:t':
        text += node.children.map((child) => child.text).join('');
        break;
      case 'w:tab':
      case 'w:ptab':
        text += '\t';
        break;
      case 'w:br':
      case 'w:cr':
        text += node.attributes['w:type'] === 'page' ? '' : '\n';
        break;
      case 'w:noBreakHyphen':
        text += '-';
        break;
      case 'w:sym':
        text += symbol(node.attributes['w:char'] ?? '');
        break;
      case 'w:txbxContent':
        boxes.push(node);
        break;
      case 'mc:AlternateContent':
        text += inlineText(node.children.slice(0, 1), boxes);
        break;
      case 'w:r':
        if (!isFootnoteMark(node)) text += inlineText(node.children, boxes);
        break;
      case 'w:del':
      case 'w:moveFrom':
      case 'w:pPr':
      case 'w:rPr':
      case 'w:instrText':
        break;
      default:
        text += inlineText(node.children, boxes);
    }
  }
  return text;
}

/** The number written out beside a footnote is its mark, not text of the form. */
function isFootnoteMark(run: XmlNode): boolean {
  return run.children.some(
    (child) =>
      child.name === 'w:footnoteReference' || child.name === 'w:endnoteReference' || child.name === 'w:footnoteRef',
  );
}

/** Boxes and ticks that Word keeps as symbols of its Wingdings fonts. */
const symbols: Readonly<Record<string, string>> = { F0A8: '□', F06F: '□', F0FE: '☑', F052: '☑', F0FC: '√', F06E: '■' };

function symbol(code: string): string {
  const known = symbols[code.toUpperCase()];
  if (known) return known;
  const point = Number.parseInt(code, 16);
  return Number.isNaN(point) || point >= 0xf000 ? '\ufffd' : String.fromCodePoint(point);
}

function tableOf(table: XmlNode): BodyTable {
  const grid = (below(table, 'w:tblGrid')?.children ?? []).map((column) => Number(column.attributes['w:w'] ?? 0));
  const isMeasured = grid.length > 0 && grid.every((width) => width > 0);
  const edge = (column: number) => (isMeasured ? grid.slice(0, column).reduce((sum, width) => sum + width, 0) : column);
  const rows = rowsOf(table.children);
  const cells = rows.flatMap((row, at) => {
    let column = numberAt(below(row, 'w:trPr', 'w:gridBefore'), 0);
    return cellsIn(row.children).map((cell): BodyCell => {
      const properties = below(cell, 'w:tcPr');
      const span = numberAt(below(properties, 'w:gridSpan'), 1);
      const merge = below(properties, 'w:vMerge');
      const blocks = blocksOf(cell.children);
      const left = edge(column);
      column += span;
      return {
        row: at,
        left,
        right: edge(column),
        continues: merge !== undefined && merge.attributes['w:val'] !== 'restart',
        paragraphs: blocks.flatMap(flattened),
        text: blocks.flatMap(linesOf).join('\n'),
      };
    });
  });
  return { kind: 'table', cells, width: Math.max(1, ...cells.map((cell) => cell.right)) };
}

/** Rows, also those wrapped in a content control or inserted as a tracked change; a row deleted as one is gone. */
function rowsOf(nodes: readonly XmlNode[]): readonly XmlNode[] {
  return nodes.flatMap((node) => {
    if (node.name === 'w:tr') return below(node, 'w:trPr', 'w:del') ? [] : [node];
    return wrappers.has(node.name) ? rowsOf(node.children) : [];
  });
}

function cellsIn(nodes: readonly XmlNode[]): readonly XmlNode[] {
  return nodes.flatMap((node) =>
    node.name === 'w:tc' ? [node] : wrappers.has(node.name) ? cellsIn(node.children) : [],
  );
}

function numberAt(node: XmlNode | undefined, otherwise: number): number {
  const value = Number(node?.attributes['w:val']);
  return Number.isInteger(value) && value > 0 ? value : otherwise;
}
