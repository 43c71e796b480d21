import type { ApprenticePass } from './apprenticeship-queries.ts';

/** Days at the post with their logs, the last first. */
export function DayList({ days }: { days: ApprenticePass['days'] }) {
  if (days.length === 0) return <p className="soft">还没有记录。上岗后由学生在自己的链接中每天记录，企业导师确认。</p>;
  return (
    <ul className="plain-list day-list">
      {days.map(({ day, from, to, rest, log, isConfirmed }) => (
        <li key={day}>
          {day}　{clockOf(from)}—{clockOf(to)}
          {rest > 0 && `（休息${rest}分钟）`}　
          <span className={isConfirmed ? 'good' : 'soft'}>{isConfirmed ? '已确认' : '待企业确认'}</span>
          {log !== '' && <div>{log}</div>}
        </li>
      ))}
    </ul>
  );
}

/** Minutes after midnight as a clock shows them; beyond it, of the next day. */
function clockOf(minutes: number): string {
  const [hour, minute] = [Math.floor((minutes % 1440) / 60), minutes % 60];
  return `${minutes >= 1440 ? '次日' : ''}${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}
