import { connect, type Socket } from 'node:net';

/** One keep-alive HTTP/1.1 connection that sends a request and waits for its answer: as little work as a client can do. */
export type Connection = {
  send: (method: string, path: string, headers: string, body: string) => Promise<{ status: number; body: string }>;
  close: () => void;
};

export async function openConnection(port: number): Promise<Connection> {
  const socket: Socket = connect({ port, host: '127.0.0.1', noDelay: true });
  await new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject));
  let received: Buffer = Buffer.alloc(0);
  let answered: (answer: { status: number; body: string }) => void = () => {};
  socket.on('data', (part: Buffer) => {
    received = received.length === 0 ? part : Buffer.concat([received, part]);
    const end = received.indexOf('\r\n\r\n');
    if (end < 0) return;
    const head = received.toString('latin1', 0, end);
    const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0);
    if (received.length < end + 4 + length) return;
    const body = received.toString('utf8', end + 4, end + 4 + length);
    received = Buffer.alloc(0);
    answered({ status: Number(head.slice(9, 12)), body });
  });
  return {
    send: (method, path, headers, body) =>
      new Promise((resolve) => {
        answered = resolve;
        socket.write(
          `${method} ${path} HTTP/1.1\r\nhost: localhost\r\nx-lianheti: 1\r\ncontent-type: application/json\r\n${headers}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
        );
      }),
    close: () => socket.destroy(),
  };
}
