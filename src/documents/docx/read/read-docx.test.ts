import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { renderDocx } from '#documents/docx/render-docx.ts';
import { moe202315 } from '#packs/moe-2023-15/pack.ts';
import { packs } from '#packs/packs.ts';
import { fullAnswers, someAnswers } from '#test/arbitrary-answers.ts';
import { exampleAnswers } from '#test/example-answers.ts';
import { readDocx } from './read-docx.ts';

const { form } = moe202315;

describe.each([...packs.values()].map((pack) => [pack.id, pack.form] as const))(
  'a Word form of %s that we printed',
  (_, printed) => {
    test('blank, it reads as no answers', () => {
      expect(readDocx(printed, renderDocx(printed, {}))).toEqual({ answers: {}, unplaced: [] });
    });

    test('filled in full, it reads as it was answered', () => {
      fc.assert(
        fc.property(fullAnswers(printed), (answers) => {
          expect(readDocx(printed, renderDocx(printed, answers))).toEqual({ answers, unplaced: [] });
        }),
        { numRuns: 60 },
      );
    });

    test('filled in part, it reads as far as it was answered', () => {
      fc.assert(
        fc.property(someAnswers(printed), (answers) => {
          expect(readDocx(printed, renderDocx(printed, answers))).toEqual({ answers, unplaced: [] });
        }),
        { numRuns: 60 },
      );
    });
  },
);

describe('the made-up forms', () => {
  test.each(['perfect', 'warnings'] as const)('%s reads as it was answered', (name) => {
    expect(readDocx(form, renderDocx(form, exampleAnswers(name)))).toEqual({
      answers: exampleAnswers(name),
      unplaced: [],
    });
  });
});

describe('a form that was never ours: the notice’s structure typed and filled in with other programs', () => {
  test.each(['typed-elsewhere', 'typed-elsewhere-libreoffice'])(
    '%s: every answer is read, and what is signed by hand is told',
    (name) => {
      const bytes = readFileSync(new URL(`../../../../test/forms/${name}.docx`, import.meta.url));
      const { answers, unplaced } = readDocx(form, bytes);
      expect(answers).toEqual(exampleAnswers('perfect'));
      expect(unplaced.map((item) => item.text)).toEqual(['负责人签字  赵甲一\n2023年    5月    12日', '同意推荐']);
    },
  );
});
