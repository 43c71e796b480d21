import { useMutation, useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import { answered, client } from '#web/api/client.ts';
import { momentText } from '#web/ui/moment.ts';
import { ProblemText } from '#web/ui/problem-text.tsx';
import { EraseSelf, StudentPassRoom } from '#web/ui/student-pass-room.tsx';
import './fair.css';
import { type FairPass, fairPassQuery, forgetFairs } from './fair-queries.ts';
import { FairResult } from './fair-result.tsx';
import { WishesForm } from './wishes-form.tsx';

/** A student's own way into a fair, on a phone, or a guardian's: agree, wish, and see the result with its reasons. */
export function FairPassPage() {
  const { token = '' } = useParams({ strict: false });
  const pass = useQuery(fairPassQuery(token));
  return <StudentPassRoom query={pass}>{(data) => <Pass token={token} pass={data} />}</StudentPassRoom>;
}

function Pass({ token, pass }: { token: string; pass: FairPass }) {
  const { fair, student, isGuardian } = pass;
  return (
    <>
      <title>{`${fair.title} - ${fair.consortium}`}</title>
      <header>
        <p className="soft">{fair.consortium}</p>
        <h1>{fair.title}</h1>
        <p>
          <strong>{fair.stateLabel}</strong>　志愿截止{momentText(fair.wishesUntil).slice(0, -3)}
        </p>
        <p>
          <strong>{isGuardian ? `${student.name}的监护人` : student.name}</strong>{' '}
          <span className="soft">
            编号{student.number}　{student.school}　{student.major}
          </span>
        </p>
      </header>
      {pass.result ? (
        <FairResult pass={pass} />
      ) : (
        <>
          <Agreement token={token} pass={pass} />
          {!isGuardian && student.agreed && (
            <WishesForm key={student.version} token={token} pass={pass} onSaved={forgetFairs} />
          )}
          {isGuardian && <WishesRead pass={pass} />}
        </>
      )}
      {!isGuardian && fair.state !== 'closed' && (
        <EraseSelf
          what={
            pass.result ? '姓名、专业和技能将被删除，录取结果不再显示' : '姓名、专业、技能和志愿将被删除，并退出双选会'
          }
          erase={() => answered(client.DELETE('/api/public/fair/{token}', { params: { path: { token } } }))}
          forget={forgetFairs}
        />
      )}
    </>
  );
}

function Agreement({ token, pass }: { token: string; pass: FairPass }) {
  const { fair, student, isGuardian } = pass;
  const agree = useMutation({
    mutationFn: () => answered(client.PUT('/api/public/fair/{token}/agreement', { params: { path: { token } } })),
    onSuccess: forgetFairs,
  });
  const isDone = isGuardian ? student.guardianAgreed : student.agreed;
  if (isDone && (isGuardian || !student.isMinor || student.guardianAgreed)) {
    return isGuardian ? <p className="card good">您已同意{student.name}参加。</p> : null;
  }
  if (isDone) return <p className="card warning">还须监护人用另一个链接同意，您的志愿才会计入。</p>;
  return (
    <section className="card">
      <h2>{isGuardian ? '监护人同意' : '先请同意'}</h2>
      <p>
        {isGuardian
          ? `${student.name}未满18周岁，参加双选会须您同意。`
          : '您填报的岗位所属企业，将在志愿截止后看到您的姓名、学校、专业和技能，用于排序；看不到您把它排在第几志愿。可以随时删除。'}
      </p>
      {fair.state === 'wishing' ? (
        <Button type="primary" size="large" loading={agree.isPending} onClick={() => agree.mutate()}>
          同意
        </Button>
      ) : (
        <p className="soft">{fair.state === 'draft' ? '还没有开始。' : '填报志愿已经截止。'}</p>
      )}
      {agree.error && <ProblemText error={agree.error} />}
    </section>
  );
}

function WishesRead({ pass }: { pass: FairPass }) {
  const titles = new Map(pass.positions.map(({ position }) => [position.id, position]));
  return (
    <section className="card">
      <h2>志愿</h2>
      {pass.student.wishes.length === 0 && <p className="soft">还没有填报。</p>}
      <ol>
        {pass.student.wishes.map((wish) => (
          <li key={wish}>
            {titles.get(wish)?.title}（{titles.get(wish)?.member.name}）
          </li>
        ))}
      </ol>
    </section>
  );
}
