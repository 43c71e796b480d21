/**
 * Requests that this process has begun to answer, in memory that its threads share. How far a job has come is asked by whoever waits for the
 * job, and does not count.
 */
export type AskedMeter = Int32Array<SharedArrayBuffer>;
export const askedMeter: AskedMeter = new Int32Array(new SharedArrayBuffer(4));

/** Requests a second from which on a job leaves one core to them. */
const many = 10;

/** Whether others have been asking since the last look, as a job's thread sees it. */
export function watchOthers(meter: AskedMeter): () => boolean {
  let [count, at] = [Atomics.load(meter, 0), performance.now()];
  return () => {
    const [asked, now] = [Atomics.load(meter, 0), performance.now()];
    const areAsking = asked - count > ((now - at) / 1000) * many;
    [count, at] = [asked, now];
    return areAsking;
  };
}
