import { closeSync, fstatSync, openSync, readSync, writeSync } from 'node:fs';
import type { DigestTask } from './digest-task.ts';
import { DiscFault, faultOf } from './disc-fault.ts';

/** A task's bytes as they are read, each written to where they are copied to. Every call blocks. */
export type OpenTask = {
  /** Reads into the buffer, up to its length; less, or 0, only at the end. Throws `DiscFault`. */
  read: (into: Uint8Array) => number;
  close: () => void;
};

export function bytesOfTask({ pieces }: DigestTask): number {
  return pieces.reduce((sum, { bytes }) => sum + bytes, 0);
}

/** Throws `DiscFault` where a file cannot be opened, or is not of the length it must have. */
export function openTask(task: DigestTask): OpenTask {
  const handles: number[] = [];
  const opened = (file: string, flags: string, otherwise: 'unreadable' | 'unwritable') => {
    try {
      const handle = openSync(file, flags);
      handles.push(handle);
      return handle;
    } catch (cause) {
      throw faultOf(cause, file, otherwise);
    }
  };
  const close = () => {
    for (const handle of handles.splice(0)) closeSync(handle);
  };
  try {
    const from = opened(task.from, 'r', 'unreadable');
    if (task.isWholeFile) requireLength(from, task);
    const to = task.to === undefined ? undefined : opened(task.to.file, 'r+', 'unwritable');
    return { read: reading(task, from, to), close };
  } catch (cause) {
    close();
    throw cause;
  }
}

function reading(task: DigestTask, from: number, to: number | undefined): OpenTask['read'] {
  let piece = 0;
  let done = 0;
  let writeAt = task.to?.at ?? 0;
  return (into) => {
    let filled = 0;
    while (filled < into.length) {
      const current = task.pieces[piece];
      if (!current) break;
      const wanted = Math.min(into.length - filled, current.bytes - done);
      const read = wanted === 0 ? 0 : readSome(task, from, into.subarray(filled, filled + wanted), current.at + done);
      done += read;
      filled += read;
      if (done === current.bytes) {
        piece++;
        done = 0;
        if (piece === task.pieces.length && task.isWholeFile) requireLength(from, task);
      }
    }
    if (to !== undefined) writeAll(to, into.subarray(0, filled), writeAt);
    writeAt += filled;
    return filled;
  };
}

function readSome(task: DigestTask, from: number, into: Uint8Array, at: number): number {
  try {
    const read = readSync(from, into, 0, into.length, at);
    if (read === 0) throw new DiscFault('changed', task.from);
    return read;
  } catch (cause) {
    throw faultOf(cause, task.from, 'unreadable');
  }
}

function requireLength(handle: number, task: DigestTask): void {
  const found = fstatSync(handle);
  if (!found.isFile() || found.size !== bytesOfTask(task)) throw new DiscFault('changed', task.from);
}

function writeAll(handle: number, bytes: Uint8Array, at: number): void {
  try {
    for (let done = 0; done < bytes.length; ) done += writeSync(handle, bytes, done, bytes.length - done, at + done);
  } catch (cause) {
    throw faultOf(cause, '', 'unwritable');
  }
}
