import fc from 'fast-check';
import { expect, test } from 'vitest';
import { calibrate, type Mark } from './calibrate.ts';

const near = (value: number) => Number(value.toFixed(6));
const ranked = (marks: readonly Mark[]) =>
  [...calibrate(marks).applications].map(([application, score]) => [application, near(score)] as const);

/** A design in which `everywhere` reads all applications, so that every two readers are connected. */
const connectedMarks = fc
  .record({
    applications: fc.integer({ min: 2, max: 8 }),
    readers: fc.integer({ min: 1, max: 6 }),
    scores: fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 56, maxLength: 56 }),
    holes: fc.array(fc.boolean(), { minLength: 48, maxLength: 48 }),
  })
  .map(({ applications, readers, scores, holes }) => {
    const marks: Mark[] = [];
    for (let a = 0; a < applications; a++) {
      marks.push({ application: `a${a}`, reader: 'everywhere', score: (scores[a * 7 + 6] ?? 0) / 10 });
      for (let r = 0; r < readers; r++)
        if (holes[a * 6 + r])
          marks.push({ application: `a${a}`, reader: `r${r}`, score: (scores[a * 7 + r] ?? 0) / 10 });
    }
    return marks;
  });

test('a severe reader and a mild one who agree on what is better leave no trace', () => {
  const truth = { a: 70, b: 80, c: 90 };
  const severity = { mild: 6, severe: -6 };
  const marks = Object.entries(truth).flatMap(([application, score]) =>
    Object.entries(severity).map(([reader, by]) => ({ application, reader, score: score + by })),
  );
  // The mild one has read b alone, the severe one c alone.
  const partial = marks.filter(
    ({ application, reader }) =>
      !(application === 'b' && reader === 'severe') && !(application === 'c' && reader === 'mild'),
  );
  const { applications, severities } = calibrate(partial);
  expect([...severities].map(([reader, by]) => [reader, near(by)])).toEqual([
    ['mild', 6],
    ['severe', -6],
  ]);
  expect([...applications].map(([id, score]) => [id, near(score)])).toEqual(Object.entries(truth));
});

test('a reader who gives everything so much more or less changes no order', () => {
  fc.assert(
    fc.property(connectedMarks, fc.integer({ min: -500, max: 500 }), fc.nat({ max: 5 }), (marks, by, who) => {
      const reader = `r${who}`;
      const shifted = marks.map((mark) => (mark.reader === reader ? { ...mark, score: mark.score + by / 10 } : mark));
      const [before, after] = [ranked(marks), ranked(shifted)];
      const differences = before.map(([, score], at) => near((after[at]?.[1] ?? 0) - score));
      for (const difference of differences) expect(difference).toBeCloseTo(differences[0] ?? 0, 4);
    }),
  );
});

test('severities of connected readers add up to nothing, and explain the marks as well as can be', () => {
  fc.assert(
    fc.property(connectedMarks, fc.nat({ max: 5 }), fc.double({ min: -1, max: 1, noNaN: true }), (marks, who, by) => {
      const { applications, severities } = calibrate(marks);
      expect([...severities.values()].reduce((a, b) => a + b, 0)).toBeCloseTo(0, 6);
      const errors = (more: (reader: string) => number) =>
        marks.reduce((sum, { application, reader, score }) => {
          const explained = (applications.get(application) ?? 0) + (severities.get(reader) ?? 0) + more(reader);
          return sum + (score - explained) ** 2;
        }, 0);
      expect(errors((reader) => (reader === `r${who}` ? by : 0))).toBeGreaterThanOrEqual(errors(() => 0) - 1e-6);
    }),
  );
});

test('the order in which marks come in is of no account', () => {
  fc.assert(
    fc.property(connectedMarks, (marks) => {
      const sorted = (list: ReturnType<typeof ranked>) => [...list].sort(([a], [b]) => (a < b ? -1 : 1));
      expect(sorted(ranked([...marks].reverse()))).toEqual(sorted(ranked(marks)));
    }),
  );
});

test('readers without a common application are compared with nobody', () => {
  const { applications } = calibrate([
    { application: 'a', reader: 'one', score: 90 },
    { application: 'b', reader: 'two', score: 60 },
  ]);
  expect(Object.fromEntries(applications)).toEqual({ a: 90, b: 60 });
});
