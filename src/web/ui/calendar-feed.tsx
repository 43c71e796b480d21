import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { ProblemText } from './problem-text.tsx';

/** The address by which a phone or mail program keeps days or times in its own calendar; it is shown once. */
export function CalendarFeed(props: {
  /** What is told of it before it is made. */
  text: string;
  onMake: () => Promise<{ path: string }>;
  onEnd: () => Promise<unknown>;
}) {
  const make = useMutation({ mutationFn: props.onMake });
  const end = useMutation({ mutationFn: props.onEnd, onSuccess: () => make.reset() });
  return (
    <section className="card" aria-label="日历订阅">
      <h2>在手机日历中查看</h2>
      <p className="soft">{props.text}</p>
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
