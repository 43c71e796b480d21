import { answered, client } from '#web/api/client.ts';
import { CalendarFeed } from '#web/ui/calendar-feed.tsx';

/** The days of one's tasks, in a calendar of one's own. */
export function TaskCalendarFeed({ id }: { id: string }) {
  const path = { params: { path: { id } } };
  return (
    <CalendarFeed
      text="生成订阅地址后，在手机或电脑的日历中“添加订阅日历”，任务改期会自动更新。凭地址即可读取您能看到的任务，请勿转发；重新生成后旧地址失效。"
      onMake={() => answered(client.PUT('/api/me/task-calendars/{id}', path))}
      onEnd={() => answered(client.DELETE('/api/me/task-calendars/{id}', path))}
    />
  );
}
