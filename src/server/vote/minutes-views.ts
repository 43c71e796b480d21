import { z } from 'zod';
import { text } from '#server/http/text.ts';
import { Day } from '#server/member/member-views.ts';

const blank = (most: number) => text(most).or(z.literal('')).default('');

export const MinutesBody = z.object({
  /** The version that this one was written over; 0 where there was none. */
  base: z.int().min(0),
  chair: blank(100),
  notes: blank(5000),
  discussions: z.array(z.object({ itemId: z.uuid(), text: blank(5000) })).max(100),
  dueOn: Day,
});

export const WordBody = z.object({
  version: z.int().min(1),
  word: z.enum(['confirmed', 'objected']),
  text: blank(2000),
});

const Tally = z.object({ for: z.int(), against: z.int(), abstain: z.int(), silent: z.int() });
export const MinutesContent = z.object({
  consortium: z.string(),
  title: z.string(),
  kindLabel: z.string(),
  day: z.string(),
  from: z.string(),
  to: z.string(),
  place: z.string(),
  chair: z.string(),
  recorder: z.string(),
  seats: z.int(),
  attendees: z.array(
    z.object({
      party: z.string(),
      name: z.string(),
      organisation: z.string(),
      role: z.string(),
      note: z.string(),
      isPresent: z.boolean(),
    }),
  ),
  items: z.array(
    z.object({
      title: z.string(),
      discussion: z.string(),
      motions: z.array(
        z.object({
          title: z.string(),
          text: z.string(),
          amendments: z.array(z.object({ number: z.int(), proposer: z.string(), isAdopted: z.boolean() })),
          recused: z.array(z.object({ name: z.string(), reason: z.string() })),
          votes: z.array(
            z.object({
              subject: z.string(),
              manner: z.string(),
              majority: z.string(),
              tally: Tally,
              needed: z.int(),
              outcome: z.string(),
              named: z.array(z.object({ name: z.string(), choice: z.string() })),
            }),
          ),
          outcome: z.string(),
        }),
      ),
    }),
  ),
  notes: z.string(),
});

const WordView = z.object({
  seatId: z.string(),
  name: z.string(),
  word: z.enum(['confirmed', 'objected']).nullable(),
  text: z.string(),
  at: z.string().nullable(),
});

/** The latest version; none before the first. */
export const MinutesView = z.object({
  minutes: z
    .object({
      version: z.int(),
      number: z.string(),
      content: MinutesContent,
      dueOn: z.string(),
      at: z.string(),
      isFinal: z.boolean(),
      words: z.array(WordView),
      /** Whether they may be made final: all have confirmed them, or the day is over and nobody objected. */
      mayConclude: z.boolean(),
    })
    .nullable(),
});
