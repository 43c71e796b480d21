import { type BatchText, type Passage, type Place, repeatedTexts } from '#core/review/repeated-text.ts';
import type { ExaminedConsortium, ExaminedText, OtherSide, QualityFinding } from './examined.ts';
import type { QualityRule } from './quality-rules.ts';

type Rule = Extract<QualityRule, { kind: 'copied-text' }>;

const mostQuoted = 60;

/** What stands in one text and in others, too. */
type Copied = { owner: string; text: ExaminedText; spans: [number, number][]; others: Map<string, Passage> };

/** A text's cell within its owner: texts of several years stand beside each other. */
const cellOf = ({ year, cell }: ExaminedText) => `${year} ${cell}`;

/** Texts of a year that were taken over from an earlier year of the same consortium. */
export function copiedFromYears(rule: Rule, texts: readonly ExaminedText[]): readonly QualityFinding[] {
  const named = texts.map((text) => ({ owner: String(text.year), text }));
  return copiesIn(rule, named, [], (own, other) => Number(own) > Number(other)).map(({ text, spans, others }) => {
    const years = [...others.keys()].sort();
    const { share, length } = covered(text, spans);
    const message = `${text.year}年“${text.label}”有${length}字（${Math.round(share * 100)}％）与${years.join('、')}年相同：“${quoted(text, spans)}”`;
    return { rule: rule.id, year: text.year, subject: text.cell, figures: [], basis: [quoted(text, spans)], message };
  });
}

/**
 * Texts that another consortium has word for word, by consortium; what stands in more than `most` consortia or in one of the `known` texts is nobody's
 * own.
 */
export function copiedFromOthers(
  rule: Rule,
  consortia: readonly Pick<ExaminedConsortium, 'id' | 'texts'>[],
  known: readonly string[],
): ReadonlyMap<string, readonly QualityFinding[]> {
  const named = consortia
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .flatMap(({ id, texts }) => texts.map((text) => ({ owner: id, text })));
  const found = copiesIn(rule, named, known, () => true).map(({ owner, text, spans, others }) => {
    const { length } = covered(text, spans);
    const message = `${text.year}年“${text.label}”有${length}字与其他联合体相同：“${quoted(text, spans)}”`;
    const sides = [...others].map(
      ([consortium, passage]): OtherSide => ({ consortium, what: `最长的一处${passage.length}字` }),
    );
    return {
      owner,
      finding: {
        rule: rule.id,
        year: text.year,
        subject: text.cell,
        figures: [],
        basis: [quoted(text, spans)],
        message,
        others: sides,
      },
    };
  });
  return new Map(
    [...Map.groupBy(found, ({ owner }) => owner)].map(([owner, own]) => [owner, own.map(({ finding }) => finding)]),
  );
}

type Named = { owner: string; text: ExaminedText };

/** Texts of which enough stands in those of other owners; `counts` says whether what one owner has of another is told of it. */
function copiesIn(
  { passage, most, least, share }: Rule,
  texts: readonly Named[],
  known: readonly string[],
  counts: (own: string, other: string) => boolean,
): readonly Copied[] {
  const read = texts.map(({ owner, text }): BatchText => ({ application: owner, cell: cellOf(text), text: text.text }));
  const copied = new Map(
    texts.map(({ owner, text }): [string, Copied] => [
      `${owner} ${cellOf(text)}`,
      { owner, text, spans: [], others: new Map() },
    ]),
  );
  const note = (own: Place, other: Place, found: Passage) => {
    const into = copied.get(`${own.application} ${own.cell}`);
    if (!into || !counts(own.application, other.application)) return;
    into.spans.push([own.start, own.end]);
    // The longest passages come first.
    if (!into.others.has(other.application)) into.others.set(other.application, found);
  };
  for (const found of repeatedTexts(read, { least: passage, most, known })) {
    note(found.first, found.second, found);
    note(found.second, found.first, found);
  }
  return [...copied.values()].filter(({ text, spans }) => {
    const whole = covered(text, spans);
    return whole.length >= least && whole.share >= share;
  });
}

/** How many characters the spans cover together, and which share of the text. */
function covered({ text }: ExaminedText, spans: readonly [number, number][]): { length: number; share: number } {
  let length = 0;
  let reached = 0;
  for (const [start, end] of spans.toSorted(([a], [b]) => a - b)) {
    length += Math.max(0, end - Math.max(start, reached));
    reached = Math.max(reached, end);
  }
  return { length, share: text.length === 0 ? 0 : length / text.length };
}

/** The beginning of the longest passage. */
function quoted({ text }: ExaminedText, spans: readonly [number, number][]): string {
  const [start, end] = spans.toSorted((a, b) => b[1] - b[0] - (a[1] - a[0]))[0] ?? [0, 0];
  const passage = text.slice(start, Math.min(end, start + mostQuoted));
  return end - start > mostQuoted ? `${passage}……` : passage;
}
