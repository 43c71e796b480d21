import type { z } from 'zod';
import { passOf } from '#server/council/as-pass.ts';
import type { MeetingTarget } from '#server/council/meeting-row.ts';
import { readPresence } from '#server/council/meeting-state.ts';
import type { Database } from '#server/db/database.ts';
import { readMotions } from './list-motions.ts';
import type { MotionView } from './vote-views.ts';

type Motions = readonly z.infer<typeof MotionView>[];

export type SharedMotions = {
  /** A meeting's motions for one of its passes; every pass sees the same. */
  read: (token: string, meeting: MeetingTarget & { marks: string }) => Promise<Motions>;
};

const mostMeetings = 50;

/** A hall of phones asks all at once when a vote is opened: motions are read once for all of them, and anew when a meeting's marks are others. */
export function shareMotions(db: Database): SharedMotions {
  const known = new Map<string, { marks: string; motions: Promise<Motions> }>();
  return {
    read: (token, { marks, ...target }) => {
      const kept = known.get(target.meetingId);
      if (kept?.marks === marks) return kept.motions;
      const motions = db.readAs(passOf(token), async (tx) =>
        readMotions(tx, target, (await readPresence(tx, target)).rules),
      );
      known.delete(target.meetingId);
      known.set(target.meetingId, { marks, motions });
      for (const oldest of [...known.keys()].slice(0, -mostMeetings)) known.delete(oldest);
      motions.catch(() => known.delete(target.meetingId));
      return motions;
    },
  };
}
