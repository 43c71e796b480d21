import { connect } from 'node:net';
import { z } from 'zod';

const Live = z.object({
  state: z.string(),
  marks: z.string(),
  vote: z.object({ id: z.string(), done: z.int() }).nullable(),
});
export type Live = z.infer<typeof Live>;

/** A screen that shows a meeting: what it was told last, how far the vote was at which moment (ms), and whom to tell of each word. */
export type Screen = {
  live: Live | undefined;
  told: { at: number; done: number }[];
  onLive: (live: Live) => void;
  close: () => void;
};

/** All screens are told the same words: each is read once. */
const known = new Map<string, Live>();

/** Opens a screen over a connection of its own (server-sent events), as a browser does. */
export async function openScreen(port: number, path: string): Promise<Screen> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  await new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject));
  const screen: Screen = { live: undefined, told: [], onLive: () => {}, close: () => socket.destroy() };
  let received = '';
  socket.setEncoding('utf8');
  socket.on('data', (part: string) => {
    received += part;
    for (let end = received.indexOf('\n\n'); end >= 0; end = received.indexOf('\n\n')) {
      const data = /^data: (.*)$/m.exec(received.slice(0, end))?.[1];
      received = received.slice(end + 2);
      if (data !== undefined) show(screen, data);
    }
  });
  socket.write(`GET ${path} HTTP/1.1\r\nhost: localhost\r\naccept: text/event-stream\r\n\r\n`);
  return screen;
}

function show(screen: Screen, data: string): void {
  let live = known.get(data);
  if (!live) {
    live = Live.parse(JSON.parse(data));
    known.set(data, live);
  }
  screen.live = live;
  if (live.vote) screen.told.push({ at: performance.now(), done: live.vote.done });
  screen.onLive(live);
}
