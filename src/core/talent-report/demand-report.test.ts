import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { demandReport as rules } from '#packs/moe-2023-15/demand-report.ts';
import type { DemandFigures, DemandLine } from './demand-figures.ts';
import { demandFacts, demandReport, reportBody } from './demand-report.ts';

const line = (label: string, demand: number, supply: number): DemandLine => ({
  ...{ label, demand, supply, gap: Math.max(0, demand - supply), surplus: Math.max(0, supply - demand) },
  ...{
    coverage: demand === 0 ? null : Math.floor((100 * supply) / demand),
    before: { demand: 0, supply: 0 },
    pay: null,
  },
});
const none = { demand: 0, supply: 0, gap: 0, surplus: 0, coverage: null };
const figures = (more: Partial<DemandFigures> = {}): DemandFigures => ({
  ...{ name: '示例联合体', year: 2026, day: '2026-11-27', enterprises: 2, schools: 1, total: none, before: none },
  ...{ occupations: [], industries: [], levels: [], warnings: [] },
  forecast: { years: [], method: 'naive', lacks: 'nothing', tests: [], occupations: [] },
  ...more,
});
const textOf = (of: DemandFigures, written = new Map<string, string>()) =>
  reportBody(demandReport(rules, of, written))
    .map((block) => ('text' in block ? block.text : ''))
    .join('\n');

describe('人才需求报告 (B-4.1)', () => {
  test('its sentences are right for none, one and more', () => {
    expect(textOf(figures())).toContain('2026年没有供不应求的职业');
    expect(textOf(figures({ occupations: [line('车工', 9, 2)] }))).toContain('供不应求的职业1个：车工7人。');
    const more = figures({ occupations: [line('车工', 9, 2), line('焊工', 4, 1), line('钳工', 0, 3)] });
    expect(textOf(more)).toContain('供不应求的职业2个，缺口较大的有：车工7人、焊工3人。');
    expect(textOf(more)).toContain('供大于求的职业1个：钳工3人。');
    const { parts } = demandReport(rules, more, new Map());
    expect(parts.filter((part) => part.kind === 'block' && part.block.kind === 'chart')).toHaveLength(2);
  });

  test('what people wrote stands in place of what was drafted, line by line, and nothing else moves', () => {
    const said = fc.string({ maxLength: 40 });
    const ids = rules.sections.map(({ id }) => id);
    fc.assert(
      fc.property(fc.constantFrom(...ids), said, (id, text) => {
        const drafted = demandReport(rules, figures(), new Map()).parts;
        const edited = demandReport(rules, figures(), new Map([[id, text]])).parts;
        edited.forEach((part, at) => {
          if (part.kind === 'paragraph' && part.part === id) {
            expect([part.text, part.isEdited]).toEqual([text, true]);
            expect(part.drafted).toBe(
              drafted.flatMap((each) => (each.kind === 'paragraph' && each.part === id ? [each.drafted] : []))[0],
            );
          } else expect(part).toEqual(drafted[at]);
        });
      }),
    );
    const split = textOf(
      figures(),
      new Map([
        ['advice', '第一条\n\n第二条'],
        ['pay', ''],
      ]),
    );
    expect(split).toContain('第一条\n第二条');
    expect(split).not.toContain('不列薪酬');
  });

  test('every name in the template is one that there is, and its sentences hold no numbers of their own', () => {
    const known = Object.keys(demandFacts(rules, figures()));
    expect(new Set(rules.sections.map(({ id }) => id)).size).toBe(rules.sections.length);
    for (const { title, lead } of rules.sections)
      for (const text of [rules.title, title, ...Object.values(rules.methods), ...Object.values(lead)]) {
        for (const [, name] of text.matchAll(/\{(\w+)\}/g)) expect(known).toContain(name);
        expect(text).not.toMatch(/\d/);
      }
  });

  test('too few years are said in the report, too', () => {
    const forecast = {
      ...{ years: [2025, 2026], method: 'naive' as const, lacks: 'years' as const, tests: [] },
      occupations: [{ label: '车工', past: [3, 5], years: [{ year: 2027, value: 5, span: null }] }],
    };
    expect(textOf(figures({ forecast }))).toContain('往年数据太少');
    expect(JSON.stringify(demandReport(rules, figures({ forecast }), new Map()))).toContain('"2027年推算"');
  });
});
