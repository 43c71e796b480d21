import type { DiscFaultCode } from './disc-fault.ts';

/** Both digests of the same bytes, in lower-case hexadecimal. */
export type Digests = { sha256: string; sm3: string };

/** Bytes to be digested and, where `to` is named, copied on the way. */
export type DigestTask = {
  from: string;
  /** Which bytes, in their order. */
  pieces: readonly { at: number; bytes: number }[];
  /** The file must be as long as the pieces tell: one that grew or shrank meanwhile is a fault. */
  isWholeFile: boolean;
  to?: { file: string; at: number };
};

/** What became of a task. A file that could not be read is told of, so that the others go on. */
export type DigestAnswer = Digests | { fault: DiscFaultCode };

/**
 * Tasks that several threads share: each takes the next one whose number stands in `next`. The first `alone` of them are too long to be
 * one of four beside the others.
 */
export type DigestRound = {
  tasks: readonly { id: number; task: DigestTask }[];
  alone: number;
  next: Int32Array<SharedArrayBuffer>;
};
