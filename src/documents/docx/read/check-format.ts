import type { Finding } from '#core/check/finding.ts';
import type { Form } from '#core/form/form.ts';
import type { PageSetup } from '#core/form/layout.ts';
import { type EffectiveFormat, type FormatReader, formatReader } from './effective-format.ts';
import { keyOf } from './likeness.ts';
import { locateAnswers, placeOf } from './locate-answers.ts';
import { openWord } from './open-word.ts';
import type { Placed } from './place-answers.ts';
import type { Paragraph } from './word-body.ts';
import { below, findAll, parseXml, type XmlNode } from './xml-tree.ts';

/**
 * A Word file against the form's own rules of type and paper (说明 of the notice): every answer whose face, size or line pitch differs is named with its place and
 * the clause, and every section on other paper. Warnings, ids `format-font`, `format-size`, `format-line`, `format-paper`. Throws `UnreadableFile`.
 */
export function checkFormat(form: Form, bytes: Uint8Array): readonly Finding[] {
  const word = openWord(bytes);
  const { placed } = locateAnswers(form, word);
  const read = formatReader(word.styles);
  return [
    ...placed.filter(({ answer }) => answer.isPlain).flatMap((place) => typeFindings(form, place, read)),
    ...paperFindings(form.page, word.document, word.settings),
  ];
}

type Rule = { id: string; clause: string; right: string; found: (format: EffectiveFormat) => string | undefined };

function rulesOf({ face, size, linePitch, clauses }: PageSetup): readonly Rule[] {
  return [
    {
      id: 'format-font',
      clause: clauses.font,
      right: face,
      found: (format) => (sameFace(format.face, face) ? undefined : (format.face ?? '未指定')),
    },
    {
      id: 'format-size',
      clause: clauses.size,
      right: `${size}磅`,
      found: (format) => (format.size === size ? undefined : `${format.size}磅`),
    },
    {
      id: 'format-line',
      clause: clauses.line,
      right: `固定值${linePitch}磅`,
      found: (format) => (format.rule === 'exact' && format.line === linePitch ? undefined : shownPitch(format)),
    },
  ];
}

/** One finding an answer and rule: every way in which its paragraphs differ, once. */
function typeFindings(form: Form, { answer, cells }: Placed, read: FormatReader): readonly Finding[] {
  const printed = new Set(
    answer.inlines.flatMap((inline) =>
      'text' in inline ? [keyOf(inline.text)] : 'cell' in inline && inline.hint ? [keyOf(inline.hint)] : [],
    ),
  );
  const formats = cells.flatMap(({ cell }) =>
    cell.paragraphs
      .filter((paragraph) => !printed.has(keyOf(paragraph.text)))
      .flatMap((paragraph) => formatsOf(paragraph, read)),
  );
  const paths = answer.inlines.flatMap((inline) => ('cell' in inline ? [inline.cell] : []));
  return rulesOf(form.page).flatMap((rule) => {
    const wrong = [...new Set(formats.flatMap((format) => rule.found(format) ?? []))];
    if (wrong.length === 0) return [];
    const subject = rule.id === 'format-font' ? '字体' : rule.id === 'format-size' ? '字号' : '行距';
    return [
      {
        check: rule.id,
        severity: 'warning' as const,
        fields: [...new Set(paths.map((path) => path.split('.')[0] ?? path))],
        cells: paths,
        message: `${placeOf(form, answer)}的${subject}为${wrong.join('、')}，应为${rule.right}（${rule.clause}）。`,
      },
    ];
  });
}

/** The formats of the runs that hold Chinese characters; a Latin run is judged by its size and line only through them. */
function formatsOf(paragraph: Paragraph, read: FormatReader): readonly EffectiveFormat[] {
  return findAll([paragraph.source], 'w:r')
    .filter((run) =>
      /\p{Script=Han}/u.test(
        findAll(run.children, 'w:t')
          .flatMap((text) => text.children.map((child) => child.text))
          .join(''),
      ),
    )
    .map((run) => read(paragraph.source, run));
}

function sameFace(found: string | undefined, right: string): boolean {
  const plain = (face: string) => face.toLowerCase().replace(/\s/g, '').replace('fangsong', '仿宋');
  return found !== undefined && plain(found) === plain(right);
}

function shownPitch({ line, rule }: EffectiveFormat): string {
  if (line === undefined) return '单倍行距';
  if (rule === 'exact') return `固定值${line}磅`;
  return rule === 'atLeast' ? `最小值${line}磅` : `${Math.round((line / 12) * 100) / 100}倍行距`;
}

const twipsPerMillimetre = 1440 / 25.4;

function paperFindings(page: PageSetup, documentXml: string, settingsXml: string): readonly Finding[] {
  const sections = findAll(parseXml(documentXml), 'w:sectPr').filter((section) => below(section, 'w:pgSz'));
  const told = new Set(sections.flatMap((section) => paperFaults(page, section)));
  if (/<w:gutterAtTop(?! w:val="(0|false)")/.test(settingsXml)) told.add('装订线设在页面上方，应在左侧');
  if (!/<w:mirrorMargins(?! w:val="(0|false)")/.test(settingsXml))
    told.add('未设置对称页边距，双面打印时装订一侧不一致，应设置');
  return [...told].map((fault) => ({
    check: 'format-paper',
    severity: 'warning',
    fields: [],
    cells: [],
    message: `${fault}（${page.clauses.paper}）。`,
  }));
}

/** Paper within half a millimetre; on the bound side at least as much margin as a punch needs. */
function paperFaults({ paper }: PageSetup, section: XmlNode): readonly string[] {
  const [size, margins] = [below(section, 'w:pgSz')?.attributes, below(section, 'w:pgMar')?.attributes];
  const millimetres = (value: string | undefined) => Math.round(Number(value ?? 0) / twipsPerMillimetre);
  const [width, height] = [millimetres(size?.['w:w']), millimetres(size?.['w:h'])];
  const bound = millimetres(margins?.['w:left']) + millimetres(margins?.['w:gutter']);
  return [
    ...(Math.abs(width - paper.width) > 1 || Math.abs(height - paper.height) > 1
      ? [`纸张为${width}×${height}毫米，应为A4（${paper.width}×${paper.height}毫米）纵向`]
      : []),
    ...(margins && bound < 20 ? [`左侧页边距与装订线共${bound}毫米，不便左侧装订，应不少于20毫米`] : []),
  ];
}
