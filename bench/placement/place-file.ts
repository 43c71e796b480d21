/** Reads a file of wishes and rankings, places and checks it in a process of its own, and prints what that took. */
import { readPlacementFile } from '#cli/placement-file.ts';
import { findInstability } from '#core/placement/is-stable.ts';
import { none, placeStudents } from '#core/placement/place-students.ts';

const [file = ''] = process.argv.slice(2);
const start = performance.now();
const { market } = await readPlacementFile(file);
const read = performance.now();
const { placed } = placeStudents(market);
const done = performance.now();
const isStable = findInstability(market, placed) === undefined;
console.log(
  JSON.stringify({
    read: (read - start) / 1000,
    place: (done - read) / 1000,
    check: (performance.now() - done) / 1000,
    placed: placed.reduce((sum, position) => sum + (position === none ? 0 : 1), 0),
    isStable,
    gigabytes: process.resourceUsage().maxRSS / 2 ** 20,
  }),
);
