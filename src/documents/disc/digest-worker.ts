import { parentPort, workerData } from 'node:worker_threads';
import type { DigestRound } from './digest-task.ts';
import { runDigests } from './run-digests.ts';
import { openSm3Lanes } from './sm3-lanes.ts';

/** Of each file as much is in memory at a time. */
const bufferBytes = 2 ** 18;

const sm3 = openSm3Lanes(workerData, bufferBytes);

/** A thread of its own: digests what it is sent, until it is ended. */
parentPort?.on('message', (round: DigestRound) => {
  runDigests(sm3, round, (id, answer) => parentPort?.postMessage({ id, answer }));
  parentPort?.postMessage('idle');
});
