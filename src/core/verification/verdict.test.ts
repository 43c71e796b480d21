import fc from 'fast-check';
import { expect, test } from 'vitest';
import { valueAt } from '#core/form/answers.ts';
import { moe202315 } from '#packs/moe-2023-15/pack.ts';
import { figureCells, type Verdict, verifiedAnswers, withoutVerdict } from './verdict.ts';

const { form } = moe202315;
const cells = figureCells(form).map(({ path }) => path);
const answers = { coBuiltMajors: { 2022: 3, 2023: 4 }, officeArea: 120.5, park: '青禾园区（虚构）' };

const anyVerdict: fc.Arbitrary<Verdict> = fc.oneof(
  fc.constant<Verdict>({ verdict: 'true' }),
  fc.constant<Verdict>({ verdict: 'rejected' }),
  fc.nat(9999).map((value): Verdict => ({ verdict: 'corrected', value })),
);
const anyVerdicts = fc.uniqueArray(fc.tuple(fc.constantFrom(...cells), anyVerdict), { selector: ([cell]) => cell });

test('a verified form says what the verdicts say, and elsewhere what was submitted', () => {
  fc.assert(
    fc.property(anyVerdicts, (given) => {
      const verdicts = new Map(given);
      const verified = verifiedAnswers(answers, verdicts);
      for (const cell of [...cells, 'park']) {
        const { verdict = 'true', value } = verdicts.get(cell) ?? {};
        const expected = { true: valueAt(answers, cell), corrected: value, rejected: undefined }[verdict];
        expect(valueAt(verified, cell)).toEqual(expected);
      }
    }),
  );
});

test('each figure that was answered waits for a verdict until it has one, and no text does', () => {
  expect(withoutVerdict(form, answers, new Map())).toEqual(['officeArea', 'coBuiltMajors.2022', 'coBuiltMajors.2023']);
  expect(withoutVerdict(form, answers, new Map([['officeArea', { verdict: 'true' }]]))).toEqual([
    'coBuiltMajors.2022',
    'coBuiltMajors.2023',
  ]);
});
