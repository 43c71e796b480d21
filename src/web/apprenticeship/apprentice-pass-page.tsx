import { useMutation, useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import { answered, client } from '#web/api/client.ts';
import { ProblemText } from '#web/ui/problem-text.tsx';
import { EraseSelf, StudentPassRoom } from '#web/ui/student-pass-room.tsx';
import './apprenticeship.css';
import { type ApprenticePass, apprenticePassQuery, forgetApprenticeships } from './apprenticeship-queries.ts';
import { DayForm } from './day-form.tsx';
import { DayList } from './day-list.tsx';
import { SignAmendment } from './sign-amendment.tsx';

/** A student's own way to its agreement, on a phone, or a guardian's: read, sign, and tell each day. */
export function ApprenticePassPage() {
  const { token = '' } = useParams({ strict: false });
  const pass = useQuery(apprenticePassQuery(token));
  return <StudentPassRoom query={pass}>{(data) => <Pass token={token} pass={data} />}</StudentPassRoom>;
}

function Pass({ token, pass }: { token: string; pass: ApprenticePass }) {
  const { student, isGuardian, clauses, days } = pass;
  return (
    <>
      <title>{`${pass.title} - ${pass.consortium}`}</title>
      <header>
        <p className="soft">{pass.consortium}</p>
        <h1>{pass.title}</h1>
        <p>
          <strong>{isGuardian ? `${student.name}的监护人` : student.name}</strong>{' '}
          <span className="soft">
            编号{student.number}　{student.stateLabel}　{student.startsOn}至{student.endsOn}
          </span>
        </p>
      </header>
      <SignAmendment token={token} pass={pass} />
      {student.state === 'begun' && !isGuardian && (
        <section className="card" aria-label="今天的日志">
          <h2>记日志</h2>
          <DayForm token={token} pass={pass} />
        </section>
      )}
      <section className="card agreement-clauses" aria-label="协议">
        <h2>协议{pass.text > 1 && `（第${pass.text}稿）`}</h2>
        {clauses.map(({ heading, text }) => (
          <div key={heading}>
            <h3>{heading}</h3>
            <p>{text}</p>
          </div>
        ))}
        <Sign token={token} pass={pass} />
      </section>
      {student.state !== 'called' && (
        <section className="card" aria-label="日志">
          <h2>日志和考勤</h2>
          <DayList days={days} />
        </section>
      )}
      {!isGuardian && student.state !== 'begun' && (
        <EraseSelf
          what="姓名、出生年月、评语和日志将被删除"
          erase={() => answered(client.DELETE('/api/public/apprentice/{token}', { params: { path: { token } } }))}
          forget={forgetApprenticeships}
        />
      )}
    </>
  );
}

function Sign({ token, pass }: { token: string; pass: ApprenticePass }) {
  const { student, isGuardian, isProposed, text } = pass;
  const sign = useMutation({
    mutationFn: () =>
      answered(client.PUT('/api/public/apprentice/{token}/signature', { params: { path: { token } }, body: { text } })),
    onSuccess: forgetApprenticeships,
  });
  const isOpen = student.state === 'called' || student.state === 'begun';
  if (!isOpen) return null;
  if (!isProposed) return <p className="soft">学校还在起草，送签后请在这里签署。</p>;
  if (!student.awaited.includes(isGuardian ? 'guardian' : 'student'))
    return (
      <p className="good" role="status">
        您已签署这一稿。{!isGuardian && student.awaited.includes('guardian') && '还须监护人用另一个链接签署。'}
      </p>
    );
  return (
    <>
      <p>{isGuardian ? `${student.name}未满18周岁，上岗须您知情同意并签署。` : '请通读全文，有疑问的先问学校导师。'}</p>
      <Button type="primary" size="large" loading={sign.isPending} onClick={() => sign.mutate()}>
        {isGuardian ? '知情同意并签署' : '同意并签署'}
      </Button>
      {sign.error && <ProblemText error={sign.error} />}
    </>
  );
}
