import type { Body } from './test-client.ts';

export type FollowedEvents = {
  /** The next event of a name that was not yet taken; waits for it. */
  next: (name: string) => Promise<Body>;
  latest: (name: string) => Body;
  /** Resolves when the server ends the stream. */
  ended: Promise<void>;
  close: () => void;
};

/** Follows a stream of server-sent events, as a browser's EventSource would. */
export async function follow(
  address: string,
  path: string,
  headers: Readonly<Record<string, string>>,
): Promise<FollowedEvents> {
  const stop = new AbortController();
  const response = await fetch(address + path, { headers, signal: stop.signal });
  if (!response.body || response.status !== 200) throw new Error(`no stream: ${response.status}`);
  const events: { name: string; data: Body; taken: boolean }[] = [];
  const ended = read(response.body, (name, data) => events.push({ name, data, taken: false }));
  return {
    next: async (name) => {
      for (let waited = 0; waited < 5000; waited += 10) {
        const found = events.find((event) => event.name === name && !event.taken);
        if (found) {
          found.taken = true;
          return found.data;
        }
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
      throw new Error(`no event ${name}; there were: ${events.map((event) => event.name).join(', ')}`);
    },
    latest: (name) => events.findLast((event) => event.name === name)?.data,
    ended,
    close: () => stop.abort(),
  };
}

async function read(body: ReadableStream<Uint8Array>, take: (name: string, data: Body) => void): Promise<void> {
  let text = '';
  const decoder = new TextDecoder();
  try {
    for await (const part of body) {
      text += decoder.decode(part, { stream: true });
      const blocks = text.split('\n\n');
      text = blocks.pop() ?? '';
      for (const block of blocks) {
        const match = /^event: (.*)\ndata: (.*)$/s.exec(block);
        if (match) take(match[1] ?? '', JSON.parse(match[2] ?? 'null'));
      }
    }
  } catch {
    // Closed by this side.
  }
}
