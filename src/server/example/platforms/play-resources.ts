import { dayFrom } from '#server/example/day-from.ts';
import { actOnBooking } from '#server/resource/act-on-booking.ts';
import { bookResource } from '#server/resource/book-resource.ts';
import { shareResource } from '#server/resource/write-resource.ts';
import type { PlatformStage } from './platform-stage.ts';

const workingDays = [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: 8 * 60, to: 20 * 60 }));

/** What members share, with bookings that are waited for, held and used. */
export async function playResources({
  context,
  cast,
  consortiumId,
  schools,
  enterprises,
}: PlatformStage): Promise<void> {
  const [school, firm] = [schools[0]?.id ?? '', enterprises[0]?.id ?? ''];
  const shared = { details: null, reason: '', opening: workingDays, quotaHours: null, isPublic: false };
  const bench = await shareResource(context, cast.higherVocational, consortiumId, {
    ...{ ...shared, memberId: school, kind: 'base', name: '工业机器人实训基地（虚构）', place: '实训楼一层' },
    description: '六套工业机器人工作站，可同时接纳三个班组。',
    conditions: '使用前须有一名操作人员完成本基地的安全培训。',
    ...{ capacity: 3, needsApproval: true, price: '120', quotaHours: 40 },
  });
  const gauge = await shareResource(context, cast.enterprise, consortiumId, {
    ...{ ...shared, memberId: firm, kind: 'instrument', name: '三坐标测量机（虚构）', place: '检测中心' },
    description: '测量范围 700 × 1000 × 600 毫米，由企业检测员陪同操作。',
    ...{ conditions: '工件须提前一天送到恒温间。', capacity: 1, needsApproval: false, isPublic: true },
    price: '200',
  });
  await shareResource(context, cast.higherVocational, consortiumId, {
    ...{ ...shared, memberId: school, kind: 'course', name: '工业机器人操作与编程（虚构）', place: '' },
    description: '64学时，含在线视频和实训任务书，成员单位职工可以选修。',
    ...{ conditions: '按班预约，每班不少于15人。', capacity: 2, needsApproval: true, price: '0' },
  });
  const book = (resourceId: string, by: 'school' | 'firm', from: number, hours: [string, string], purpose: string) =>
    bookResource(
      context,
      by === 'school' ? cast.higherVocational : cast.enterprise,
      { consortiumId, resourceId },
      {
        ...{ memberId: by === 'school' ? school : firm, purpose, repeat: null, skipsTaken: false, waits: false },
        ...{ startsAt: atBeijing(from, hours[0]), endsAt: atBeijing(from, hours[1]) },
      },
    );
  const [monday, tuesday, wednesday] = [0, 1, 2].map((after) => daysToMonday() + after);
  await book(gauge.id, 'school', monday ?? 0, ['09:00', '11:00'], '毕业设计零件检测');
  await book(bench.id, 'firm', tuesday ?? 0, ['08:00', '12:00'], '新进职工机器人操作培训');
  const asked = await book(bench.id, 'firm', wednesday ?? 0, ['13:00', '17:00'], '产线升级前的编程练习');
  for (const { id } of asked.booked)
    await actOnBooking(
      context,
      cast.higherVocational,
      { consortiumId, bookingId: id },
      { version: 1, action: 'approve', remark: '请提前十分钟到场（虚构）。' },
    );
}

/** Days from today to the Monday of next week. */
function daysToMonday(): number {
  const weekday = new Date(`${dayFrom(0)}T00:00:00Z`).getUTCDay();
  return ((8 - weekday) % 7) + (weekday === 1 ? 7 : 0);
}

const atBeijing = (days: number, time: string) => `${dayFrom(days)}T${time}:00+08:00`;
