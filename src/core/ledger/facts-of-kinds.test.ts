import { describe, expect, test } from 'vitest';
import { ledgers } from '#packs/moe-2023-15/ledgers/book.ts';
import { moe202315 } from '#packs/moe-2023-15/pack.ts';
import { serviceCases } from '#test/ledger-cases-service.ts';
import { teachingCases } from '#test/ledger-cases-teaching.ts';
import { checkEntry } from './check-entry.ts';
import type { EntryValues } from './entry.ts';
import { factsOf } from './facts.ts';
import { kindOf } from './kind.ts';
import { memberCategories } from './member-categories.ts';

/** Facts that are printed are those up to this year: what has no end stands until the book closes. */
const shownUntil = 2024;

const categories: Readonly<Record<string, string>> = {
  中职: 'secondaryVocational',
  高职: 'higherVocational',
  大学: 'university',
  企业甲: 'enterprise',
  企业乙: 'enterprise',
  研究院: 'researchInstitute',
};
const categoryOf = (name: string) => categories[name];

/** `figure year amount`, for a rate `figure year amount/base`. */
function facts(id: string, values: EntryValues): readonly string[] {
  const kind = kindOf(ledgers, id);
  expect(checkEntry(ledgers, kind, values, { categoryOf }).filter(({ severity }) => severity === 'error')).toEqual([]);
  return factsOf(ledgers, kind, values, { categoryOf })
    .filter(({ year }) => year <= shownUntil)
    .map(({ figure, year, amount, base }) => `${figure} ${year} ${base === undefined ? amount : `${amount}/${base}`}`);
}

const cases = [...teachingCases, ...serviceCases];

describe('the facts of an entry of each ledger kind', () => {
  test.each(cases)('%s: %s', (kind, _, values, expected) => {
    expect(facts(kind, values)).toEqual(expected);
  });

  test('no kind is left out', () => {
    expect(new Set(cases.map(([kind]) => kind))).toEqual(new Set(ledgers.kinds.map(({ id }) => id)));
  });

  test('an entry outside the years that are kept makes none', () => {
    expect(facts('honour', { ...cases.find(([kind]) => kind === 'honour')?.[2], awardedOn: '2017-12-31' })).toEqual([]);
  });

  test('categories come from the form’s roster of members', () => {
    expect(memberCategories(moe202315.form, ledgers).map(({ id }) => id)).toEqual([
      'secondaryVocational',
      'higherVocational',
      'university',
      'government',
      'enterprise',
      'researchInstitute',
      'other',
    ]);
  });
});
