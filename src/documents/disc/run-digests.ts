import { createHash, type Hash } from 'node:crypto';
import { digestAlone } from './digest-alone.ts';
import type { DigestAnswer, DigestRound } from './digest-task.ts';
import { DiscFault } from './disc-fault.ts';
import { bytesOfTask, type OpenTask, openTask } from './open-task.ts';
import { padding, type Sm3Lanes } from './sm3-lanes.ts';

const blockBytes = 64;

type Answer = (id: number, answer: DigestAnswer) => void;

/** A file on its way through one lane. Of its buffer the bytes from `at` to `end` are not yet in its SM3. */
type Running = { id: number; open: OpenTask; bytes: number; sha256: Hash; at: number; end: number; isRead: boolean };

/** Takes tasks, four at a time, until none is left, and tells each answer. It blocks its thread. */
export function runDigests(sm3: Sm3Lanes, round: DigestRound, answer: Answer): void {
  const running: (Running | undefined)[] = sm3.buffers.map(() => undefined);
  for (;;) {
    for (const lane of running.keys()) advance(lane);
    const active = running.filter((file) => file !== undefined);
    if (active.length === 0) return;
    const blocks = Math.min(...active.map(({ at, end }) => Math.floor((end - at) / blockBytes)));
    // A lane without a file goes over its own buffer, and what comes out is dropped.
    sm3.take(
      running.map((file) => file?.at ?? 0),
      blocks,
    );
    for (const file of active) file.at += blocks * blockBytes;
  }

  /** Leaves the lane with a block to take, or without a file when there is none left. */
  function advance(lane: number): void {
    for (;;) {
      const file = running[lane];
      try {
        if (!file) {
          running[lane] = begin(lane);
          if (!running[lane]) return;
        } else if (file.end - file.at >= blockBytes) return;
        else if (!file.isRead) refill(lane, file);
        else {
          answer(file.id, { sha256: file.sha256.digest('hex'), sm3: sm3.digest(lane) });
          end(lane, file);
        }
      } catch (cause) {
        if (!file || !(cause instanceof DiscFault)) throw cause;
        answer(file.id, { fault: cause.code });
        end(lane, file);
      }
    }
  }

  function begin(lane: number): Running | undefined {
    for (let next = nextTask(); next; next = nextTask()) {
      const { id, task, isAlone } = next;
      try {
        if (isAlone) answer(id, digestAlone(task));
        else {
          const open = openTask(task);
          sm3.begin(lane);
          return { id, open, bytes: bytesOfTask(task), sha256: createHash('sha256'), at: 0, end: 0, isRead: false };
        }
      } catch (cause) {
        if (!(cause instanceof DiscFault)) throw cause;
        answer(id, { fault: cause.code });
      }
    }
    return undefined;
  }

  function nextTask() {
    const index = Atomics.add(round.next, 0, 1);
    const found = round.tasks[index];
    return found && { ...found, isAlone: index < round.alone };
  }

  function refill(lane: number, file: Running): void {
    const buffer = sm3.buffers[lane];
    if (!buffer) return;
    buffer.copyWithin(0, file.at, file.end);
    file.end -= file.at;
    file.at = 0;
    const fresh = buffer.subarray(file.end, sm3.bufferBytes);
    const read = file.open.read(fresh);
    file.sha256.update(fresh.subarray(0, read));
    file.end += read;
    if (read === fresh.length) return;
    file.isRead = true;
    const last = padding(file.bytes);
    buffer.set(last, file.end);
    file.end += last.length;
  }

  function end(lane: number, file: Running): void {
    running[lane] = undefined;
    file.open.close();
  }
}
