import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  actionsOf,
  applicationActions,
  applicationSides,
  applicationStates,
  applicationSteps,
  awaitedConsents,
} from './application.ts';
import { recommend, type Seeker } from './recommend.ts';

const levels = { order: ['中职', '高职', '本科'], any: '不限' };
const seeker: Seeker = {
  major: '数控技术',
  occupations: new Map([['6-18-01-01', '车工']]),
  skills: ['车削', 'ＣＡＤ'],
  place: '示例市',
  level: '高职',
};
const offered = { occupationCode: null, occupation: '', skills: [], place: '他市', level: '不限' };

describe('what suits a student, and why (B-4.1)', () => {
  test('the occupation of the major comes before a shared skill, that before nothing; each says why', () => {
    const found = recommend(
      seeker,
      levels,
      [
        { ...offered, id: 'none' },
        { ...offered, id: 'skill', skills: ['cad'], place: '示例市东区' },
        { ...offered, id: 'major', occupationCode: '6-18-01-01', skills: ['车削'], level: '高职' },
        { ...offered, id: 'above', occupationCode: '6-18-01-01', level: '本科' },
      ],
      10,
    );
    expect(found.map(({ position, reasons }) => [position.id, reasons.map(({ text }) => text)])).toEqual([
      ['major', ['数控技术对应职业车工', '共同技能：车削', '学历符合：高职']],
      ['skill', ['共同技能：cad', '地点合意：示例市东区', '学历不限']],
    ]);
  });

  test('a shared skill more never makes a position come later', () => {
    const skills = fc.subarray(['车削', 'CAD', '铣削', '测量']);
    fc.assert(
      fc.property(skills, skills, (asked, other) => {
        const positions = [
          { ...offered, id: 0, skills: other },
          { ...offered, id: 1, skills: [...new Set([...asked, '车削'])] },
        ];
        const before = recommend(
          seeker,
          levels,
          [positions[0], { ...positions[1], skills: asked }] as typeof positions,
          2,
        );
        const after = recommend(seeker, levels, positions, 2);
        const place = (found: typeof after) => found.findIndex(({ position }) => position.id === 1);
        if (place(before) >= 0) expect(place(after)).toBeLessThanOrEqual(place(before));
        expect(place(after)).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});

describe('an application (B-4.1)', () => {
  test('is led on by the side whose turn it is alone, and waits for the guardian of a minor', () => {
    const consents = { isMinor: true, guardian: false, school: false };
    expect(awaitedConsents(consents)).toEqual(['guardian', 'school']);
    expect(awaitedConsents({ ...consents, isMinor: false, school: true })).toEqual([]);
    for (const state of applicationStates)
      for (const side of applicationSides)
        for (const action of actionsOf({ state, consents, offerUntil: '2026-01-01' }, side, '2026-01-01')) {
          expect(applicationSteps[action].by).toContain(side);
          expect(applicationSteps[action].from).toContain(state);
        }
    const over = actionsOf({ state: 'offered', consents, offerUntil: '2026-01-01' }, 'student', '2026-01-02');
    expect(over).toEqual(['decline']);
    expect(applicationActions.every((action) => applicationSteps[action].from.length > 0)).toBe(true);
  });
});
