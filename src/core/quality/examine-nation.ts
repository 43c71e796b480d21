import { type Band, bandOf } from './band.ts';
import { copiedFromOthers } from './copied-text.ts';
import { examineConsortium, examinedTexts } from './examine-consortium.ts';
import type { Bands, Examination, ExaminedConsortium, QualityFinding } from './examined.ts';
import { measureYears, type YearMeasures } from './measure-years.ts';
import { groupPeers } from './peer-groups.ts';
import type { QualityRules } from './quality-rules.ts';
import { sameAsOthers } from './same-figures.ts';

/** What came of looking at one consortium among all. */
export type Examined = {
  id: string;
  group: string | undefined;
  findings: readonly QualityFinding[];
  measures: readonly YearMeasures[];
};

/** All consortia looked at together, in the order of their ids; `bands` are where the figures of each group lie. */
export function examineNation(
  consortia: readonly ExaminedConsortium[],
  rules: QualityRules,
  examination: Examination,
  known: readonly string[] = [],
): { examined: readonly Examined[]; bands: Bands } {
  const groups = groupPeers(consortia, rules.peers);
  const byId = new Map(consortia.map((one) => [one.id, one]));
  const lists = new Map([...groups.values()].map(({ label, ids }) => [label, ids]));
  const bands = new Map(
    [...lists].map(([label, ids]) => [
      label,
      bandsOf(
        ids.flatMap((id) => byId.get(id) ?? []),
        examination,
      ),
    ]),
  );
  const among = compareAll(consortia, rules, examination, known);
  const examined = consortia
    .map((consortium): Examined => {
      const label = groups.get(consortium.id)?.label;
      const own = label === undefined ? undefined : { label, bands: bands.get(label) ?? new Map() };
      return {
        id: consortium.id,
        group: label,
        findings: [
          ...examineConsortium(consortium, rules, examination, own),
          ...among.flatMap((found) => found.get(consortium.id) ?? []),
        ],
        measures: measureYears(consortium, examination),
      };
    })
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  return { examined, bands };
}

/** What consortia have of each other, rule by rule. */
function compareAll(
  consortia: readonly ExaminedConsortium[],
  { rules }: QualityRules,
  examination: Examination,
  known: readonly string[],
): readonly ReadonlyMap<string, readonly QualityFinding[]>[] {
  return rules.flatMap((rule) => {
    if (rule.kind === 'same-figures' && rule.as === 'consortia') return [sameAsOthers(rule, consortia, examination)];
    if (rule.kind !== 'copied-text' || rule.from !== 'consortia') return [];
    const texts = consortia.map((one) => ({ id: one.id, texts: examinedTexts(one, examination) }));
    return [copiedFromOthers(rule, texts, known)];
  });
}

function bandsOf(consortia: readonly ExaminedConsortium[], { names, years }: Examination): ReadonlyMap<string, Band> {
  const values = new Map<string, { isRate: boolean; values: number[] }>();
  for (const { figures } of consortia)
    for (const { figure, year, value } of figures) {
      if (!years.includes(year)) continue;
      const known = values.get(`${figure}.${year}`);
      if (known) known.values.push(value);
      else values.set(`${figure}.${year}`, { isRate: names.get(figure)?.isRate === true, values: [value] });
    }
  return new Map(
    [...values].flatMap(([key, { isRate, values }]) => {
      const band = bandOf(values, isRate);
      return band ? [[key, band] as const] : [];
    }),
  );
}
