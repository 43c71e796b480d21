import { describe, expect, test } from 'vitest';
import { type CharterRules, charterFaults, charterOn, majorityFor } from './charter.ts';

const rules: CharterRules = {
  parties: [
    { party: 'school', seats: 3, quorum: { count: 2 } },
    { party: 'enterprise', seats: 3, quorum: null },
  ],
  quorum: { part: 2, of: 3, isExceeded: false },
  majorities: [
    { kind: 'ordinary', of: 'present', threshold: { part: 1, of: 2, isExceeded: true } },
    { kind: 'charter', of: 'all', threshold: { part: 2, of: 3, isExceeded: false } },
  ],
  noticeDays: 7,
  mostProxies: 1,
  doProxiesCount: true,
  termYears: 3,
};
const known = { parties: ['school', 'enterprise'], kinds: ['ordinary', 'charter', 'budget'] };

describe('a charter (B-2.1)', () => {
  test('of several versions, the latest that has begun is in force', () => {
    const versions = [
      { version: 1, inForceFrom: '2023-01-01' },
      { version: 2, inForceFrom: '2024-01-01' },
      { version: 3, inForceFrom: '2023-06-01' },
    ];
    expect(charterOn(versions, '2022-12-31')).toBeUndefined();
    expect(charterOn(versions, '2023-05-31')?.version).toBe(1);
    expect(charterOn(versions, '2023-12-31')?.version).toBe(3);
    // What was adopted later replaces what was adopted before it, also where that was to begin later.
    expect(charterOn(versions, '2024-02-01')?.version).toBe(3);
  });

  test('says which majority a kind of motion needs; a kind that it does not name is ordinary business', () => {
    expect(majorityFor(rules, 'charter')?.of).toBe('all');
    expect(majorityFor(rules, 'budget')?.kind).toBe('ordinary');
  });

  test('is refused where nobody could ever keep it', () => {
    const faults = (more: Partial<CharterRules>) => charterFaults({ ...rules, ...more }, known);
    expect(faults({})).toEqual([]);
    expect(faults({ parties: [] })).toContainEqual({ code: 'no-seats', at: '' });
    expect(faults({ parties: [{ party: 'school', seats: 1, quorum: { count: 2 } }] })).toContainEqual({
      code: 'quorum-out-of-reach',
      at: 'school',
    });
    expect(faults({ quorum: { part: 3, of: 2, isExceeded: false } })).toEqual([{ code: 'share-impossible', at: '' }]);
    expect(faults({ quorum: { part: 1, of: 1, isExceeded: true } })).toEqual([{ code: 'share-impossible', at: '' }]);
    expect(faults({ parties: [...rules.parties, { party: 'press', seats: 1, quorum: null }] })).toEqual([
      { code: 'unknown-party', at: 'press' },
    ]);
    expect(faults({ majorities: [...rules.majorities, ...rules.majorities.slice(0, 1)] })).toEqual([
      { code: 'repeated', at: 'ordinary' },
    ]);
  });
});
