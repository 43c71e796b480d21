import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Standing, type StandingEvent, spanOn, spansOf, standingOn, standings } from './standing.ts';

const days = Array.from({ length: 40 }, (_, at) => new Date(Date.UTC(2025, 0, at + 1)).toISOString().slice(0, 10));
const event = fc
  .record({
    standing: fc.constantFrom(...standings),
    at: fc.integer({ min: 0, max: 35 }),
    length: fc.option(fc.integer({ min: 1, max: 4 })),
  })
  .map(
    ({ standing, at, length }): StandingEvent => ({
      standing,
      from: days[at] ?? '',
      until: length === null ? null : (days[at + length] ?? null),
    }),
  );

/** Each event, as it is recorded, painted over the days that it covers. */
function replay(events: readonly StandingEvent[]): Map<string, Standing> {
  const painted = new Map<string, Standing>();
  for (const { standing, from, until } of events)
    for (const day of days) if (day >= from && (until === null || day < until)) painted.set(day, standing);
  return painted;
}

describe('a standing', () => {
  test('on any day is what painting every event over its days in the order of recording leaves there', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 12 }), (events) => {
        const painted = replay(events);
        for (const day of days) {
          expect(standingOn(events, day)).toBe(painted.get(day) ?? null);
          expect(spanOn(events, day)?.standing ?? null).toBe(painted.get(day) ?? null);
        }
      }),
    );
  });

  test('has spans that follow one another without a gap, each different from the one before', () => {
    fc.assert(
      fc.property(fc.array(event, { minLength: 1, maxLength: 12 }), (events) => {
        const spans = spansOf(events);
        for (const [at, span] of spans.entries()) {
          expect(span.until).toBe(spans[at + 1]?.from ?? null);
          expect(span.standing).not.toBe(spans[at - 1]?.standing);
        }
      }),
    );
  });

  test('that was decided later with an earlier day is right for those days, and a limited one gives way to what stood before', () => {
    const events: StandingEvent[] = [
      { standing: 'cultivated', from: '2025-01-01', until: null },
      { standing: 'rectifying', from: '2025-01-20', until: null },
      { standing: 'suspended', from: '2025-01-10', until: '2025-01-15' },
    ];
    expect(['2025-01-09', '2025-01-10', '2025-01-15', '2025-01-20'].map((day) => standingOn(events, day))).toEqual([
      'cultivated',
      'suspended',
      'cultivated',
      'rectifying',
    ]);
    expect(standingOn(events, '2024-12-31')).toBeNull();
  });
});
