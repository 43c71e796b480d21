import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { fillsOf } from '#core/figure/form-figures.ts';
import { figureValue, rollUp } from '#core/figure/roll-up.ts';
import { valueAt } from '#core/form/answers.ts';
import { checkEntry } from '#core/ledger/check-entry.ts';
import { identityOf } from '#core/ledger/entry.ts';
import { factsOf } from '#core/ledger/facts.ts';
import { joinVoices } from '#core/ledger/join-voices.ts';
import { kindOf } from '#core/ledger/kind.ts';
import { likelyDuplicates } from '#core/ledger/likely-duplicates.ts';
import { isCreditCode } from '#core/quantity/credit-code.ts';
import { currentPack } from '#packs/packs.ts';
import { type ExampleForm, readExampleForms } from '#server/example/example-forms.ts';
import { type ExampleMember, exampleMembers } from '#server/example/example-members.ts';
import { ledgerBook } from '#server/ledger/ledger-book.ts';
import { makeLedgers } from './make-ledgers.ts';
import type { ExampleEntry } from './speak.ts';

const book = ledgerBook();
let forms: readonly ExampleForm[];
let members: readonly (readonly ExampleMember[])[];
let ledgers: readonly (readonly ExampleEntry[])[];
beforeAll(async () => {
  forms = await readExampleForms();
  members = exampleMembers(forms);
  ledgers = makeLedgers(forms, members, 'full');
});

const categoryIn = (consortium: number) => {
  const categories = new Map(members[consortium]?.map(({ id, category }) => [id, category]));
  return (id: string) => categories.get(id);
};

/** Entries with what they are once their voices are joined. */
const joined = (consortium: number, entries: readonly ExampleEntry[] = ledgers[consortium] ?? []) =>
  entries.map((entry) => {
    const kind = kindOf(book, entry.kind);
    const { values, standing } = joinVoices(kind, entry.voices);
    return { ...entry, values, standing, facts: factsOf(book, kind, values, { categoryOf: categoryIn(consortium) }) };
  });

describe('the ledgers of the example', () => {
  test('are the same to the byte each time they are made', () => {
    const digest = (made: unknown) => createHash('sha256').update(JSON.stringify(made)).digest('hex');
    expect(digest(makeLedgers(forms, members, 'full'))).toBe(digest(ledgers));
    expect(digest(ledgers).slice(0, 16)).toBe('b0ec20640aaf37dd');
  });

  test('have forty members or more a consortium, about twenty thousand entries of all kinds, and hardly any in the last one', () => {
    expect(members.map((own) => own.length).every((count) => count >= 40)).toBe(true);
    const all = ledgers.flat();
    expect(all.length).toBeGreaterThan(19_000);
    expect(all.length).toBeLessThan(21_000);
    expect(new Set(all.map(({ kind }) => kind)).size).toBe(book.kinds.length);
    expect(ledgers[3]?.length).toBeLessThan(20);
  });

  test('say nothing that the checks would find fault with, and no event twice', () => {
    for (const [consortium, entries] of ledgers.entries()) {
      const seen = new Set<string>();
      for (const { kind: id, values, voices } of joined(consortium, entries)) {
        const kind = kindOf(book, id);
        for (const voice of voices)
          expect(checkEntry(book, kind, voice.values, { categoryOf: categoryIn(consortium) })).toEqual([]);
        seen.add(`${id} ${identityOf(kind, values)}`);
      }
      expect(seen.size).toBe(entries.length);
    }
  });

  test.each(['small', 'full'] as const)(
    'of the first consortium (%s) fill its form: each figure equal, each entry of 2022 vouched for by all sides',
    (size) => {
      const entries = joined(0, makeLedgers(forms, members, size)[0]);
      const figures = rollUp(entries);
      const answers = forms[0]?.answers ?? {};
      const filled = fillsOf(currentPack).filter(({ binding }) => binding || size === 'full');
      const compared = filled.flatMap(({ cell, figure, year }) => {
        const found = figures.get(figure)?.get(year);
        return found ? [[cell, Number(figureValue(found.counted)), valueAt(answers, cell)] as const] : [];
      });
      for (const [cell, ours, typed] of compared) expect([cell, ours]).toEqual([cell, typed]);
      expect(compared.length).toBeGreaterThanOrEqual(size === 'full' ? filled.length : 30);
      expect(entries.filter(({ year }) => year <= 2022).every(({ standing }) => standing === 'confirmed')).toBe(true);
    },
  );

  test('of the third have disputes, silent sides, members who filed nothing for the last year, and likely duplicates of every sort', () => {
    const entries = joined(2);
    const share = (standing: string) => entries.filter((entry) => entry.standing === standing).length / entries.length;
    expect(share('disputed')).toBeGreaterThan(0.01);
    expect(share('oneSided')).toBeGreaterThan(0.1);
    const filed = new Set(
      entries.flatMap(({ kind, values, facts }) => {
        const { reporter } = kindOf(book, kind);
        return reporter && facts.some(({ year }) => year === 2025) ? [values[reporter]] : [];
      }),
    );
    const schools = members[2]?.filter(({ category }) => /Vocational|university/.test(category)) ?? [];
    expect(schools.filter(({ id }) => !filed.has(id)).length).toBeGreaterThan(0);
    const because = book.kinds
      .flatMap((kind) =>
        likelyDuplicates(
          kind,
          entries.filter((entry) => entry.kind === kind.id),
        ),
      )
      .map((pair) => pair.because);
    for (const why of ['写法不同', '只相差1天', '“证书号”相同', '同一时间出现在不同的学校'])
      expect(because.filter((text) => text.includes(why)).length).toBeGreaterThan(1);
    expect(because.length).toBeLessThan(60);
    const inOrder = joined(0);
    expect(
      book.kinds.flatMap((kind) =>
        likelyDuplicates(
          kind,
          inOrder.filter((entry) => entry.kind === kind.id),
        ),
      ),
    ).toEqual([]);
  });

  test('name nobody and nothing that exists', () => {
    for (const { name, creditCode } of members.flat()) {
      expect(name).toMatch(/（虚构）$/);
      expect(isCreditCode(creditCode ?? '')).toBe(true);
      expect(creditCode).toMatch(/^..990000XN/);
    }
    for (const { kind, voices } of ledgers.flat())
      for (const [id, field] of Object.entries(kindOf(book, kind).fields)) {
        const value = voices[0]?.values[id];
        if (field.type === 'person') expect(value).toMatch(/^示例/);
        if (id === 'isbn') expect(value).toMatch(/^979-9-/);
      }
  });
});
