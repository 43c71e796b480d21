import { Link, useLocation } from '@tanstack/react-router';
import { clockText } from '#web/ui/moment.ts';
import { useOverall, usePresent } from './use-form.ts';

/** Whether all that was typed has reached the server; told to screen readers as it changes. */
export function SaveState() {
  const { state, savedAt, waiting, isKept } = useOverall();
  const { pathname } = useLocation();
  const texts = {
    saved: savedAt ? `已保存 ${clockText(savedAt)}` : '已保存',
    saving: '正在保存……',
    offline: isKept
      ? `未连接，${waiting}项已暂存在本机，联网后自动保存`
      : `未连接，本机也存不下，请勿关闭页面：${waiting}项还没有保存`,
    'signed-out': `登录已失效，${waiting}项已暂存在本机，登录后自动保存`,
    attention: `${waiting}项未保存，请按格下的提示处理`,
  };
  return (
    <span>
      <span
        role="status"
        aria-live="polite"
        className={state === 'saved' ? 'good' : state === 'saving' ? 'soft' : 'warning'}
        data-save-state={state}
      >
        {texts[state]}
      </span>
      {state === 'signed-out' && (
        <>
          {' '}
          <Link to="/sign-in" search={{ back: pathname }}>
            重新登录
          </Link>
        </>
      )}
    </span>
  );
}

/** Who else has the form open. */
export function WhoIsHere() {
  const names = [...new Set(usePresent().map(({ name }) => name))];
  if (names.length === 0) return null;
  return (
    <span className="people-here">
      {names.map((name) => (
        <span key={name} className="person" title={name} aria-hidden="true">
          {name.replace(/（.*$/, '').slice(-2)}
        </span>
      ))}
      {names.join('、')} 也在
    </span>
  );
}
