import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { figureValue, rollUp } from '#core/figure/roll-up.ts';
import { decimalOf, decimalText } from '#core/quantity/decimal.ts';
import { ledgers } from '#packs/moe-2023-15/ledgers/book.ts';
import { ledgers as clubLedgers } from '#packs/toy-club/ledgers.ts';
import { anEntryOf, fictionalMembers } from '#test/arbitrary-entries.ts';
import { checkEntry } from './check-entry.ts';
import { type EntryValue, type EntryValues, identityOf } from './entry.ts';
import { type Fact, factsOf } from './facts.ts';
import { joinVoices } from './join-voices.ts';
import type { LedgerBook, LedgerKind } from './kind.ts';

const categories = new Map(fictionalMembers.map(({ name, category }) => [name, category]));
const context = { categoryOf: (name: string) => categories.get(name) };
const clubMembers = [
  { name: '虚构棋手甲', category: 'junior' },
  { name: '虚构棋手乙', category: 'senior' },
  { name: '虚构荣誉社员', category: 'honorary' },
];

type Entry = { kind: LedgerKind; values: EntryValues };
const entryIn = (book: LedgerBook, members = fictionalMembers): fc.Arbitrary<Entry> =>
  fc.constantFrom(...book.kinds).chain((kind) => anEntryOf(book, kind, members).map((values) => ({ kind, values })));

/** Figures as they are shown: `id year` → value. */
function figuresOf(entries: readonly Entry[]): Readonly<Record<string, string | undefined>> {
  const rolled = rollUp(
    entries.map(({ kind, values }) => ({ standing: 'confirmed', facts: factsOf(ledgers, kind, values, context) })),
  );
  return Object.fromEntries(
    [...rolled].flatMap(([id, years]) =>
      [...years].map(([year, figure]) => [`${id} ${year}`, figureValue(figure.counted)] as const),
    ),
  );
}

describe('facts and figures, whatever the entries', () => {
  test('the order of the entries never matters', () => {
    fc.assert(
      fc.property(fc.array(entryIn(ledgers), { maxLength: 12 }), fc.infiniteStream(fc.nat()), (entries, order) => {
        const shuffled = entries
          .map((entry) => ({ entry, at: order.next().value ?? 0 }))
          .sort((a, b) => a.at - b.at)
          .map(({ entry }) => entry);
        expect(figuresOf(shuffled)).toEqual(figuresOf(entries));
      }),
    );
  });

  test('a figure is what adding up all facts by hand gives', () => {
    fc.assert(
      fc.property(fc.array(entryIn(ledgers), { maxLength: 12 }), (entries) => {
        const all = entries.flatMap(({ kind, values }) => factsOf(ledgers, kind, values, context));
        const figures = figuresOf(entries);
        for (const { figure, year } of all) {
          const facts = all.filter((fact) => fact.figure === figure && fact.year === year);
          expect(figures[`${figure} ${year}`]).toBe(naiveValue(facts));
        }
        expect(Object.keys(figures).length).toBe(new Set(all.map(({ figure, year }) => `${figure} ${year}`)).size);
      }),
    );
  });

  test('every drawn entry passes its checks, and its facts stand in the years that are kept', () => {
    for (const kind of ledgers.kinds) {
      fc.assert(
        fc.property(anEntryOf(ledgers, kind), (values) => {
          const errors = checkEntry(ledgers, kind, values, context).filter(({ severity }) => severity === 'error');
          expect(errors).toEqual([]);
          for (const { year } of factsOf(ledgers, kind, values, context)) {
            expect(year).toBeGreaterThanOrEqual(ledgers.years.first);
            expect(year).toBeLessThanOrEqual(ledgers.years.last);
          }
        }),
        { numRuns: 25 },
      );
    }
  });

  test('a chess club’s ledgers make facts by the same rules', () => {
    const [game, loan] = clubLedgers.kinds;
    if (!game || !loan) throw new Error('no such kinds');
    const clubContext = { categoryOf: (name: string) => clubMembers.find((each) => each.name === name)?.category };
    const played = { white: '虚构棋手甲', black: '虚构棋手乙', playedOn: '2031-05-01', result: '黑胜', moves: 120 };
    expect(factsOf(clubLedgers, game, played, clubContext)).toEqual([
      { figure: 'games', year: 2031, amount: '1' },
      { figure: 'games.junior', year: 2031, amount: '1' },
      { figure: 'winRate', year: 2031, amount: '0', base: '1' },
      { figure: 'longGames', year: 2031, amount: '1' },
    ]);
    const lent = { borrower: '虚构荣誉社员', boards: 4, fee: '2.5', lentOn: '2031-12-17', returnedOn: '2032-01-30' };
    expect(factsOf(clubLedgers, loan, lent, clubContext)).toEqual([
      { figure: 'loanMonths', year: 2031, amount: '2' },
      { figure: 'loanMonths', year: 2032, amount: '4' },
    ]);
    expect(checkEntry(clubLedgers, game, { ...played, white: '虚构荣誉社员' }, clubContext)).toMatchObject([
      { check: 'member', severity: 'error', field: 'white' },
    ]);
    fc.assert(
      fc.property(entryIn(clubLedgers, clubMembers), ({ kind, values }) => {
        const findings = checkEntry(clubLedgers, kind, values, clubContext);
        expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
      }),
    );
  });
});

describe('two reports of one event', () => {
  test('that agree count once, whoever reported first', () => {
    fc.assert(
      fc.property(entryIn(ledgers), ({ kind, values }) => {
        const [one, other] = [
          { side: 'a', values },
          { side: 'b', values: retyped(values) },
        ];
        const joined = joinVoices(kind, [one, other]);
        expect(joined.differences).toEqual([]);
        expect(factsOf(ledgers, kind, joined.values, context)).toEqual(factsOf(ledgers, kind, values, context));
        expect(joinVoices(kind, [other, one]).differences).toEqual([]);
      }),
    );
  });

  test('that differ are disputed, field by field, until the secretariat speaks', () => {
    fc.assert(
      fc.property(entryIn(ledgers), fc.nat(), ({ kind, values }, draw) => {
        const counts = Object.keys(values).filter((id) => typeof values[id] === 'number');
        const field = counts[draw % Math.max(1, counts.length)];
        fc.pre(field !== undefined);
        const changed = { ...values, [field ?? '']: Number(values[field ?? '']) + 1 };
        const voices = [
          { side: 'a', values },
          { side: 'b', values: changed },
        ];
        const joined = joinVoices(kind, voices);
        expect(joined.standing).toBe('disputed');
        expect(joined.differences.map((each) => each.field)).toEqual([field]);
        const settled = joinVoices(kind, [...voices, { side: 'secretariat', values: changed }]);
        expect(settled).toMatchObject({ standing: 'confirmed', values: changed, differences: [] });
      }),
    );
  });

  test('are one event however width, case, spaces and the order of a list were typed', () => {
    fc.assert(
      fc.property(entryIn(ledgers), ({ kind, values }) => {
        expect(identityOf(kind, retyped(values))).toBe(identityOf(kind, values));
      }),
    );
  });

  test('are two events where any part of the identity differs', () => {
    fc.assert(
      fc.property(entryIn(ledgers), fc.nat(), ({ kind, values }, draw) => {
        const field = kind.identity[draw % kind.identity.length] ?? '';
        const value = values[field];
        const other =
          typeof value === 'number' ? value + 1 : Array.isArray(value) ? [...value, '另一单位'] : `${value}另`;
        expect(identityOf(kind, { ...values, [field]: other })).not.toBe(identityOf(kind, values));
      }),
    );
  });
});

describe('checking an entry', () => {
  test('never fails, whatever JSON it is given, and never lets it pass as a number or a day', () => {
    fc.assert(
      fc.property(fc.constantFrom(...ledgers.kinds), fc.infiniteStream(fc.jsonValue()), ({ fields, ...kind }, json) => {
        const drawn: unknown = Object.fromEntries(Object.keys(fields).map((id) => [id, json.next().value]));
        const findings = checkEntry(ledgers, { ...kind, fields }, fromJson(drawn), context);
        for (const { message, field } of findings) {
          expect(message.length).toBeGreaterThan(0);
          expect(fields).toHaveProperty(field);
        }
      }),
    );
  });

  test('says in Chinese what is wrong and what would be right', () => {
    const [major] = ledgers.kinds;
    if (!major) throw new Error('no kind');
    const entry = fromJson({ school: '虚构甲制造有限公司', major: '  ', enterprises: [], startedOn: '2023-02-29' });
    expect(checkEntry(ledgers, major, entry, context).map(({ message }) => message)).toEqual([
      '“学校”中的单位类别不符',
      '“专业”应为文字，不超过2000字，现为“  ”',
      '“合作企业”应为一个或多个成员单位，现为“”',
      '“开始日期”应为日期，格式为 YYYY-MM-DD，现为“2023-02-29”',
    ]);
  });
});

/** The same in full width, spaced out, and lists turned round: what identities are blind to. */
function retyped(values: EntryValues): EntryValues {
  const wide = (text: string) =>
    text.replace(/[A-Za-z0-9()]/g, (each) => String.fromCharCode(each.charCodeAt(0) + 0xfee0)).replace(/(?<=.)/g, ' ');
  const typed = (value: EntryValue): EntryValue =>
    typeof value === 'number' ? value : typeof value === 'string' ? wide(value) : value.map(wide).reverse();
  return Object.fromEntries(
    Object.entries(values).map(([id, value]) => [
      id,
      /^\d{4}-\d\d-\d\d$|^\d+(\.\d+)?$/.test(String(value)) ? value : typed(value),
    ]),
  );
}

function naiveValue(facts: readonly Fact[]): string | undefined {
  const amount = facts.reduce((sum, fact) => sum + decimalOf(fact.amount), 0n);
  if (facts[0]?.base === undefined) return decimalText(amount);
  const base = facts.reduce((sum, fact) => sum + decimalOf(fact.base ?? '0'), 0n);
  return base === 0n ? undefined : decimalText((((amount * 100_000n) / base + 5n) / 10n) * 10_000n);
}

/** What an interface hands over before anything is known of it. */
function fromJson(value: unknown): EntryValues {
  const holder: { values: EntryValues } = JSON.parse(JSON.stringify({ values: value }));
  return holder.values;
}
