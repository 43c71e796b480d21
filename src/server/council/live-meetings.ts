import { createHash } from 'node:crypto';
import { joinedCalls } from '#server/dashboard/joined-calls.ts';
import type { Database } from '#server/db/database.ts';
import { readMeetingState } from './meeting-state.ts';

/** A state as it is sent, made once for all who listen; `id` is another one whenever it says something else. */
type Frame = { id: string; text: string };

export type LiveMeetings = {
  /**
   * Sends what a meeting has come to: at once, unless it is what the listener saw last, and after each change. Whoever calls it has made sure
   * that the listener may know.
   */
  listen: (order: {
    consortiumId: string;
    meetingId: string;
    seen: string | undefined;
    send: (text: string) => void;
  }) => () => void;
};

/** However much happens in a meeting, its screens are told no oftener than this: the more there are, the longer it takes to tell them all. */
const msBetween = (screens: number) => Math.min(500, Math.max(250, screens / 4));

export function openLiveMeetings(db: Database): LiveMeetings {
  const rooms = new Map<string, ReturnType<typeof openRoom>>();
  db.bus.hear('lianheti_meeting', (message) => rooms.get(message)?.change());
  db.bus.onLost(() => {
    for (const room of rooms.values()) room.change();
  });
  return {
    listen: ({ consortiumId, meetingId, seen, send }) => {
      const key = `${consortiumId} ${meetingId}`;
      const room = rooms.get(key) ?? openRoom(() => readFrame(db, consortiumId, meetingId));
      rooms.set(key, room);
      const leave = room.join(seen, send);
      return () => {
        leave();
        if (room.isEmpty()) rooms.delete(key);
      };
    },
  };
}

function openRoom(read: () => Promise<Frame | undefined>) {
  const listeners = new Map<symbol, { seen: string | undefined; send: (text: string) => void }>();
  let latest: Frame | undefined;
  let timer: NodeJS.Timeout | undefined;
  let toldAt = 0;
  const refresh = joinedCalls(async () => {
    const frame = await read();
    toldAt = Date.now();
    // What could not be read this time is asked for again, as long as anybody waits for it.
    if (!frame && listeners.size > 0) change();
    latest = frame ?? latest;
    for (const listener of listeners.values()) tell(listener);
  });

  function tell(listener: { seen: string | undefined; send: (text: string) => void }): void {
    if (!latest || listener.seen === latest.id) return;
    listener.seen = latest.id;
    listener.send(latest.text);
  }

  function change(): void {
    timer ??= setTimeout(
      () => {
        timer = undefined;
        void refresh();
      },
      Math.max(0, toldAt + msBetween(listeners.size) - Date.now()),
    );
  }

  return {
    change,
    isEmpty: () => listeners.size === 0,
    join: (seen: string | undefined, send: (text: string) => void) => {
      const key = Symbol();
      const listener = { seen, send };
      listeners.set(key, listener);
      if (latest) tell(listener);
      else change();
      return () => {
        listeners.delete(key);
        if (listeners.size === 0) clearTimeout(timer);
      };
    },
  };
}

/** Nothing where it could not be read this time. */
async function readFrame(db: Database, consortiumId: string, meetingId: string): Promise<Frame | undefined> {
  const state = await db
    .readAs({ personId: '' }, (tx) => readMeetingState(tx, { consortiumId, meetingId }))
    .catch(() => undefined);
  if (!state) return undefined;
  const data = JSON.stringify(state);
  const id = createHash('sha256').update(data).digest('base64url').slice(0, 16);
  return { id, text: `id: ${id}\nevent: meeting\ndata: ${data}\n\n` };
}
