import { castOf } from '#server/example/ledgers/cast.ts';
import { seededRandom } from '#server/example/ledgers/random.ts';
import { dayOf, type ExampleEvent } from '#server/example/ledgers/scene.ts';
import { type ExampleEntry, speak } from '#server/example/ledgers/speak.ts';
import { monitoredYears } from './make-course.ts';
import type { MonitoredConsortium } from './make-monitored.ts';
import { afterProvince } from './make-monitored-ledger.ts';

/** Beyond the numbers of any consortium's own entries. */
const first = 1_000_000;
/** Months of the last year that have passed. */
const lastMonths = 10;

/**
 * Further small entries of a consortium, `count` from the one of number `from` on, the same each time: trainings of a few people, activities and receipts of a
 * few thousand yuan, so that millions of them leave its figures near what they were.
 */
export function makeMoreEntries(
  { number, directory, story }: MonitoredConsortium,
  from: number,
  count: number,
): readonly ExampleEntry[] {
  const random = seededRandom(number * 7_919 + from);
  const cast = castOf(afterProvince + number, directory);
  const plan = { silent: Math.max(0.3, story.silent), disputed: 0, flawsFrom: monitoredYears[0] };
  return Array.from({ length: count }, (_, at) => {
    const serial = from + at;
    const year = random.pick(monitoredYears);
    const months = year === monitoredYears.at(-1) ? lastMonths : 12;
    const day = dayOf(year, random.whole(1, months), random.whole(3, 26));
    return speak(eventOf(serial, year, day), first + serial, plan, random, cast);
  });

  function eventOf(serial: number, year: number, day: string): ExampleEvent {
    const enterprise = random.pick(cast.enterprises);
    const school = random.pick(cast.schools);
    const name = `示例${number + 1}-${serial}`;
    switch (serial % 4) {
      case 0: {
        const kind = random.pick(['岗前培训', '岗位培训', '继续教育']);
        const values = { provider: school, enterprise, kind, topic: name, trainees: 2, days: '1', startedOn: day };
        return { kind: 'employee-training', year, values };
      }
      case 1: {
        const audience = random.pick(['农民工', '退役军人', '下岗职工', '其他']);
        const values = { provider: school, audience, topic: name, trainees: 1, days: '1', startedOn: day };
        return { kind: 'social-training', year, values };
      }
      case 2: {
        const values = { school, enterprise, activity: name, participants: random.whole(5, 60), heldOn: day };
        return { kind: 'student-development', year, values };
      }
      default: {
        const provider = random.pick([...cast.higher, ...cast.universities]);
        const amount = `0.${random.whole(1, 9)}`;
        const values = { provider, enterprise, project: name, voucher: `SHILI-${name}`, amount, receivedOn: day };
        return { kind: 'technology-receipt', year, values };
      }
    }
  }
}
