import { below, findAll, parseXml, type XmlNode } from './xml-tree.ts';

/** How a run of text is printed after all styles: face of Chinese characters, size in points, line pitch in points with its rule. */
export type EffectiveFormat = { face: string | undefined; size: number; line: number | undefined; rule: string };

type Properties = { face?: string; halfPoints?: number; line?: number; rule?: string };

/** Reads formats through document defaults, styles with what they are based on, and the paragraph's and run's own properties. */
export type FormatReader = (paragraph: XmlNode, run: XmlNode) => EffectiveFormat;

export function formatReader(stylesXml: string): FormatReader {
  const styles = findAll(parseXml(stylesXml), 'w:styles')[0];
  const byId = new Map(
    (styles?.children ?? [])
      .filter((node) => node.name === 'w:style')
      .map((style) => [style.attributes['w:styleId'] ?? '', style]),
  );
  const defaults = [below(styles, 'w:docDefaults', 'w:rPrDefault'), below(styles, 'w:docDefaults', 'w:pPrDefault')].map(
    propertiesOf,
  );
  const normal = [...byId.values()].find(
    (style) => style.attributes['w:type'] === 'paragraph' && isOn(style.attributes['w:default']),
  );
  const known = new Map<XmlNode, Properties>();
  const styleProperties = (style: XmlNode | undefined, depth = 0): Properties => {
    if (!style || depth > 20) return {};
    const cached = known.get(style);
    if (cached) return cached;
    const base = byId.get(below(style, 'w:basedOn')?.attributes['w:val'] ?? '');
    const own = { ...styleProperties(base, depth + 1), ...propertiesOf(style) };
    known.set(style, own);
    return own;
  };
  return (paragraph, run) => {
    const style = (node: XmlNode, place: string, name: string) =>
      byId.get(below(node, place, name)?.attributes['w:val'] ?? '');
    const all: Properties = {
      ...defaults[0],
      ...defaults[1],
      ...styleProperties(style(paragraph, 'w:pPr', 'w:pStyle') ?? normal),
      ...propertiesOf(withoutMark(paragraph)),
      ...styleProperties(style(run, 'w:rPr', 'w:rStyle')),
      ...propertiesOf(run),
    };
    return {
      face: all.face,
      size: (all.halfPoints ?? 20) / 2,
      line: all.line === undefined ? undefined : all.line / 20,
      rule: all.rule ?? 'auto',
    };
  };
}

/** A paragraph's `w:rPr` formats its own mark, not its text. */
function withoutMark(paragraph: XmlNode): XmlNode {
  return { ...paragraph, children: paragraph.children.filter((child) => child.name === 'w:pPr') };
}

function propertiesOf(node: XmlNode | undefined): Properties {
  const [run, paragraph] = [below(node, 'w:rPr'), below(node, 'w:pPr')];
  const fonts = below(run, 'w:rFonts')?.attributes;
  const face = fonts?.['w:eastAsia'] ?? (fonts?.['w:eastAsiaTheme'] ? '主题字体' : undefined);
  const size = Number(below(run, 'w:sz')?.attributes['w:val']);
  const spacing = below(paragraph, 'w:spacing')?.attributes;
  const line = Number(spacing?.['w:line']);
  return {
    ...(face === undefined ? {} : { face }),
    ...(size > 0 ? { halfPoints: size } : {}),
    ...(line > 0 ? { line, rule: spacing?.['w:lineRule'] ?? 'auto' } : {}),
  };
}

function isOn(value: string | undefined): boolean {
  return value === '1' || value === 'true' || value === 'on';
}
