import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Loaded } from '#web/ui/loaded.tsx';
import { QrCode } from '#web/ui/qr-code.tsx';
import '#web/council/council.css';
import './training.css';
import { classQuery, codeQuery } from './training-queries.ts';

/** The screen in the classroom: the code of the moment, and how many are there. No names. */
export function SignInScreen() {
  const { id = '', classId = '' } = useParams({ strict: false });
  const held = useQuery(classQuery(id, classId));
  const code = useQuery(codeQuery(id, classId));
  return (
    <main id="main" className="training-screen">
      <title>{`${held.data?.name ?? '培训'} - 签到 - 联合体`}</title>
      <h1>{held.data?.name ?? '……'}</h1>
      <Loaded query={code}>
        {(shown) => (
          <>
            <QrCode text={shown.link} label="签到二维码" />
            <p className="training-code">{shown.code}</p>
            <p>用手机扫码，或打开自己的链接输入六位签到码。{shown.secondsLeft}秒后更换。</p>
            <p>
              已签到<strong>{shown.signedIn}</strong>人，共{held.data?.enrolled ?? '—'}人
            </p>
          </>
        )}
      </Loaded>
    </main>
  );
}
