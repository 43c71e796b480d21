import { useMutation, useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import { ApiProblem, answered, client } from '#web/api/client.ts';
import '#web/council/council.css';
import { Loaded } from '#web/ui/loaded.tsx';
import { ProblemText } from '#web/ui/problem-text.tsx';
import './apprenticeship.css';
import { type ApprenticePass, apprenticePassQuery, forgetApprenticeships } from './apprenticeship-queries.ts';
import { DayForm } from './day-form.tsx';
import { DayList } from './day-list.tsx';

/** A student's own way to its agreement, on a phone, or a guardian's: read, sign, and tell each day. Whoever has the link is the student. */
export function ApprenticePassPage() {
  const { token = '' } = useParams({ strict: false });
  const pass = useQuery(apprenticePassQuery(token));
  return (
    <main id="main" className="meet">
      {pass.error instanceof ApiProblem && pass.error.status === 404 ? (
        <p className="card" role="alert">
          这个链接无效、已换发，或信息已按本人要求删除。请用最近收到的链接，或与学校联系。
        </p>
      ) : (
        <Loaded query={pass}>{(data) => <Pass token={token} pass={data} />}</Loaded>
      )}
    </main>
  );
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
      {!isGuardian && student.state !== 'begun' && <Erase token={token} />}
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

function Erase({ token }: { token: string }) {
  const erase = useMutation({
    mutationFn: () => answered(client.DELETE('/api/public/apprentice/{token}', { params: { path: { token } } })),
    onSuccess: forgetApprenticeships,
  });
  return (
    <p className="soft">
      <button
        type="button"
        className="plain"
        disabled={erase.isPending}
        onClick={() => confirm('姓名、出生年月、评语和日志将被删除，不能恢复。继续？') && erase.mutate()}
      >
        删除我的信息
      </button>
      {erase.error && <ProblemText error={erase.error} />}
    </p>
  );
}
