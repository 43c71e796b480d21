import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Answers, isRecord, withValue } from '#core/form/answers.ts';
import { cellsOf } from '#core/form/cells.ts';
import { packs } from '#packs/packs.ts';
import { someAnswers } from '#test/arbitrary-answers.ts';
import { checkForm, recheck } from './recheck.ts';
import { runChecks } from './run-checks.ts';

/** Values of every type, right and wrong ones, for any cell. */
const value = fc.oneof(
  fc.constant(undefined),
  fc.nat(50),
  fc.constantFrom(-1, 0.5, 130, 1e12),
  fc.boolean(),
  fc.constantFrom('甲', '', '2023-02-30', '字'.repeat(2100)),
  fc.array(fc.constantFrom('甲', '乙', '丙', ' '), { maxLength: 4 }),
);

describe.each([...packs.values()].map((pack) => [pack.id, pack] as const))(
  'checking %s again after a change',
  (_, pack) => {
    const change = fc.tuple(fc.constantFrom(...cellsOf(pack.form).keys()), value);

    test('finds what checking everything finds, in the same order', () => {
      fc.assert(
        fc.property(someAnswers(pack.form), fc.array(change, { minLength: 1, maxLength: 6 }), (start, changes) => {
          let answers: Answers = isRecord(start) ? start : {};
          let form = checkForm(pack, answers);
          expect(form.findings).toEqual(runChecks(pack, answers));
          for (const [cell, to] of changes) {
            answers = withValue(answers, cell, to);
            form = recheck(pack, form, answers, [cell.split('.')[0] ?? cell]);
            expect(form.findings).toEqual(runChecks(pack, answers));
          }
        }),
        { numRuns: 150 },
      );
    });
  },
);
