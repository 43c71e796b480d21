import { useMutation, useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import { answered, client } from '#web/api/client.ts';
import { ProblemText } from '#web/ui/problem-text.tsx';
import { EraseSelf, StudentPassRoom } from '#web/ui/student-pass-room.tsx';
import './market.css';
import { forgetMarket, type MarketPass, marketPassQuery } from './market-queries.ts';
import { OwnApplications } from './own-applications.tsx';
import { PassPositions } from './pass-positions.tsx';
import { ProfileForm } from './profile-form.tsx';

/** A student's own way to a place, on a phone, or a guardian's: agree, read what suits and why, apply, answer. */
export function MarketPassPage() {
  const { token = '' } = useParams({ strict: false });
  const pass = useQuery(marketPassQuery(token));
  return <StudentPassRoom query={pass}>{(data) => <Pass token={token} pass={data} />}</StudentPassRoom>;
}

function Pass({ token, pass }: { token: string; pass: MarketPass }) {
  const { student, isGuardian } = pass;
  return (
    <>
      <title>{`岗位与投递 - ${pass.consortium}`}</title>
      <header>
        <p className="soft">{pass.consortium}</p>
        <h1>岗位与投递</h1>
        <p>
          <strong>{isGuardian ? `${student.name}的监护人` : student.name}</strong>{' '}
          <span className="soft">
            编号{student.number}　{student.school}　{student.major}　{student.level}
          </span>
        </p>
      </header>
      <Agreement token={token} pass={pass} />
      {(student.agreed || isGuardian) && <OwnApplications token={token} pass={pass} />}
      {!isGuardian && student.agreed && (
        <>
          <PassPositions token={token} pass={pass} />
          <ProfileForm key={student.version} token={token} pass={pass} />
          <EraseSelf
            what="姓名、专业、技能和投递的内容将被删除，没有达成的投递随之撤回"
            erase={() => answered(client.DELETE('/api/public/market/{token}', { params: { path: { token } } }))}
            forget={forgetMarket}
          />
        </>
      )}
    </>
  );
}

function Agreement({ token, pass }: { token: string; pass: MarketPass }) {
  const { student, isGuardian } = pass;
  const agree = useMutation({
    mutationFn: () => answered(client.PUT('/api/public/market/{token}/agreement', { params: { path: { token } } })),
    onSuccess: forgetMarket,
  });
  const isDone = isGuardian ? student.guardianAgreed : student.agreed;
  if (isDone && isGuardian) return <p className="card good">您已同意{student.name}求职。</p>;
  if (isDone && (!student.isMinor || student.guardianAgreed)) return null;
  if (isDone) return <p className="card warning">还须监护人用另一个链接同意，才能投递。</p>;
  return (
    <section className="card">
      <h2>{isGuardian ? '监护人同意' : '先请同意'}</h2>
      <p>
        {isGuardian
          ? `${student.name}未满18周岁，求职和实习须您同意；接受录用之后还须您再同意一次。`
          : '您投递的企业将看到您的姓名、学校、专业、学历和技能；没有投递的企业看不到。可以随时删除。'}
      </p>
      <Button type="primary" size="large" loading={agree.isPending} onClick={() => agree.mutate()}>
        同意
      </Button>
      {agree.error && <ProblemText error={agree.error} />}
    </section>
  );
}
