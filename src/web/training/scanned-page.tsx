import { Navigate, useParams } from '@tanstack/react-router';
import '#web/council/council.css';
import { keptPass } from './kept-passes.ts';

/** Where the code on the screen leads a phone: to its own link, with the code typed in. */
export function ScannedPage() {
  const { classId = '', code = '' } = useParams({ strict: false });
  const token = keptPass(classId);
  if (token !== null) return <Navigate to="/training/$token" params={{ token }} search={{ code }} replace />;
  return (
    <main id="main" className="meet">
      <title>签到 - 联合体</title>
      <p className="card" role="alert">
        这部手机还没有打开过您的学员链接。请先打开培训单位或所在单位发给您的链接，再扫一次，或在那里输入签到码{code}。
      </p>
    </main>
  );
}
