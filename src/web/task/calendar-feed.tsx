import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { answered, client } from '#web/api/client.ts';
import { ProblemText } from '#web/ui/problem-text.tsx';

/** The address by which a phone or mail program keeps these days in its own calendar; it is shown once. */
export function CalendarFeed({ id }: { id: string }) {
  const path = { params: { path: { id } } };
  const make = useMutation({ mutationFn: () => answered(client.PUT('/api/me/task-calendars/{id}', path)) });
  const end = useMutation({
    mutationFn: () => answered(client.DELETE('/api/me/task-calendars/{id}', path)),
    onSuccess: () => make.reset(),
  });
  return (
    <section className="card" aria-label="日历订阅">
      <h2>在手机日历中查看</h2>
      <p className="soft">
        生成订阅地址后，在手机或电脑的日历中“添加订阅日历”，任务改期会自动更新。凭地址即可读取您能看到的任务，请勿转发；重新生成后旧地址失效。
      </p>
      {make.data && (
        <p role="status">
          <label className="field">
            <span>订阅地址（只显示这一次）</span>
            <input
              className="text"
              readOnly
              value={`${location.origin}${make.data.path}`}
              onFocus={(event) => event.target.select()}
            />
          </label>
        </p>
      )}
      {end.isSuccess && !make.data && <p role="status">已停用，原来的地址不再可读。</p>}
      <p className="actions">
        <Button loading={make.isPending} onClick={() => make.mutate()}>
          {make.data ? '重新生成' : '生成订阅地址'}
        </Button>
        <Button loading={end.isPending} onClick={() => end.mutate()}>
          停用
        </Button>
      </p>
      {(make.error ?? end.error) && <ProblemText error={make.error ?? end.error} />}
    </section>
  );
}
