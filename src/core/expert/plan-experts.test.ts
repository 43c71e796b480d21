import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { StoredExpert } from './expert.ts';
import { planExperts } from './plan-experts.ts';

const cells = fc.record(
  {
    name: fc.constantFrom('甲', '乙', ' '),
    email: fc.constantFrom('a@ceshi.example', 'B@ceshi.example', 'c@ceshi.example', 'none'),
    province: fc.constantFrom('他省', ' 他省 '),
    fields: fc.constantFrom('智能制造、产教融合', '智能制造；智能制造'),
    past: fc.constantFrom('参与甲、乙的筹建；论证', ''),
    load: fc.constantFrom('5', '５', '多', '1001'),
  },
  { requiredKeys: ['email'] },
);
const rows = fc.array(cells, { maxLength: 6 }).map((all) => all.map((each, at) => ({ row: at + 2, cells: each })));

test('a file planned and written, then planned again, only repeats or is refused', () => {
  fc.assert(
    fc.property(rows, (sheet) => {
      const first = planExperts([], sheet);
      const written = first
        .filter(({ outcome }) => outcome === 'adds')
        .map(({ values, row }): StoredExpert => ({ ...values, id: String(row), version: 0 }));
      const again = planExperts(written, sheet);
      again.forEach(({ outcome }, at) => {
        expect(outcome).toBe(first[at]?.outcome === 'refused' ? 'refused' : 'repeats');
      });
      expect(new Set(written.map(({ email }) => email)).size).toBe(written.length);
    }),
  );
});
