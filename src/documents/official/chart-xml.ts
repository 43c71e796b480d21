import type { Chart } from '#core/monitoring-report/chart.ts';

/** A chart as a part of a Word file (DrawingML): drawn by Word itself, its values inside. */
export function chartXml({ form, title, unit, labels, series }: Chart): string {
  const isBars = form === 'bars';
  const points = (values: readonly (string | null)[]) =>
    values.map((value, at) => (value === null ? '' : `<c:pt idx="${at}"><c:v>${escaped(value)}</c:v></c:pt>`)).join('');
  const categories = `<c:cat><c:strLit><c:ptCount val="${labels.length}"/>${points(labels)}</c:strLit></c:cat>`;
  const drawn = series.map(
    ({ name, values }, at) => `<c:ser><c:idx val="${at}"/><c:order val="${at}"/><c:tx><c:v>${escaped(name)}</c:v></c:tx>
<c:spPr><a:solidFill><a:srgbClr val="${shades[at % shades.length]}"/></a:solidFill></c:spPr><c:invertIfNegative val="0"/>
<c:dLbls><c:spPr><a:noFill/></c:spPr>${letters(800)}<c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/><c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbls>
${categories}<c:val><c:numLit><c:formatCode>General</c:formatCode><c:ptCount val="${values.length}"/>${points(values)}</c:numLit></c:val></c:ser>`,
  );
  const legend =
    series.length > 1 ? `<c:legend><c:legendPos val="b"/><c:overlay val="0"/>${letters(900)}</c:legend>` : '';
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">
<c:roundedCorners val="0"/><c:chart><c:title><c:tx><c:rich><a:bodyPr/><a:p><a:pPr><a:defRPr sz="1050" b="1"/></a:pPr><a:r><a:rPr lang="zh-CN" sz="1050" b="1"/><a:t>${escaped(`${title}（${unit}）`)}</a:t></a:r></a:p></c:rich></c:tx><c:overlay val="0"/></c:title>
<c:autoTitleDeleted val="0"/><c:plotArea><c:layout/><c:barChart><c:barDir val="${isBars ? 'bar' : 'col'}"/><c:grouping val="clustered"/><c:varyColors val="0"/>
${drawn.join('\n')}<c:gapWidth val="60"/><c:axId val="1"/><c:axId val="2"/></c:barChart>
<c:catAx><c:axId val="1"/><c:scaling><c:orientation val="${isBars ? 'maxMin' : 'minMax'}"/></c:scaling><c:delete val="0"/><c:axPos val="${isBars ? 'l' : 'b'}"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>${letters(900)}<c:crossAx val="2"/></c:catAx>
<c:valAx><c:axId val="2"/><c:scaling><c:min val="0"/></c:scaling><c:delete val="1"/><c:axPos val="${isBars ? 'b' : 'l'}"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="none"/><c:crossAx val="1"/></c:valAx>
</c:plotArea>${legend}<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart></c:chartSpace>`;
}

/** Where a chart stands in the text; `width` and `height` in EMU, 360,000 to a centimetre. */
export function chartDrawing(number: number, title: string, width: number, height: number): string {
  return `<w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" distT="0" distB="0" distL="0" distR="0"><wp:extent cx="${width}" cy="${height}"/><wp:docPr id="${1000 + number}" name="图${number}" descr="${escaped(title)}"/><a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="${chartRelation(number)}"/></a:graphicData></a:graphic></wp:inline></w:drawing>`;
}

export function chartRelation(number: number): string {
  return `rIdChart${number}`;
}

const shades = ['1F4E79', '9DC3E6'];

/** Text of so many hundredths of a point. */
function letters(size: number): string {
  return `<c:txPr><a:bodyPr/><a:p><a:pPr><a:defRPr sz="${size}"/></a:pPr><a:endParaRPr lang="zh-CN"/></a:p></c:txPr>`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (mark) => `&#${mark.charCodeAt(0)};`);
}
