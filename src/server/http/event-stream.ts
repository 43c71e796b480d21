import type { FastifyReply } from 'fastify';

const beatEvery = 10_000;
/** Whoever is this many bytes behind is cut off, and takes up again by itself. */
const mostWaiting = 256_000;

export type EventStream = { send: (text: string) => void; end: () => void };

/** Begins server-sent events over a reply. `onBeat` is called as long as somebody listens, `onEnd` once. */
export function beginEventStream(
  reply: FastifyReply,
  { onBeat = () => {}, onEnd }: { onBeat?: () => void; onEnd: () => void },
): EventStream {
  reply.hijack();
  const { raw } = reply;
  const headers = Object.fromEntries(Object.entries(reply.getHeaders()).filter(([, value]) => value !== undefined));
  raw.writeHead(200, {
    ...headers,
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  });
  const send = (text: string) => {
    if (raw.writableLength > mostWaiting) raw.destroy();
    else raw.write(text);
  };
  const beat = setInterval(() => {
    send(': still here\n\n');
    onBeat();
  }, beatEvery);
  const end = () => {
    clearInterval(beat);
    raw.end();
  };
  raw.once('close', () => {
    end();
    onEnd();
  });
  return { send, end };
}
