import { useMutation, useQuery } from '@tanstack/react-query';
import { useParams, useSearch } from '@tanstack/react-router';
import { Button } from 'antd';
import { useEffect, useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { InlineInput } from '#web/ui/inline-input.tsx';
import { InlineSelect } from '#web/ui/inline-select.tsx';
import { ProblemText } from '#web/ui/problem-text.tsx';
import { EraseSelf, StudentPassRoom } from '#web/ui/student-pass-room.tsx';
import { TextField } from '#web/ui/text-field.tsx';
import { dropPass, keepPass } from './kept-passes.ts';
import { forgetTraining, type TrainingPass, trainingPassQuery } from './training-queries.ts';
import './training.css';

/** One's own way to a class, on a phone: sign in, see marks and certificate, and say what one thinks of it. */
export function TrainingPassPage() {
  const { token = '' } = useParams({ strict: false });
  const pass = useQuery(trainingPassQuery(token));
  return <StudentPassRoom query={pass}>{(data) => <Pass token={token} pass={data} />}</StudentPassRoom>;
}

function Pass({ token, pass }: { token: string; pass: TrainingPass }) {
  // So that a scan of the code in the classroom finds this phone's own link.
  useEffect(() => keepPass(pass.classId, token), [pass.classId, token]);
  return (
    <>
      <title>{`${pass.className} - ${pass.consortium}`}</title>
      <header>
        <p className="soft">{pass.consortium}</p>
        <h1>{pass.className}</h1>
        <p>
          <strong>{pass.name}</strong>{' '}
          <span className="soft">
            编号{pass.number}　{pass.stateLabel}
          </span>
        </p>
        <p>
          {pass.provider}　{pass.place || '地点待通知'}　{pass.shiftLabel}
        </p>
      </header>
      {pass.isOpen && <SignIn token={token} pass={pass} />}
      {pass.serial !== null && (
        <section className="card" aria-label="证书">
          <h2>证书</h2>
          <p>
            编号 <a href={`/certificates/${pass.serial}`}>{pass.serial}</a>，任何人凭编号可以核对真伪。
          </p>
        </section>
      )}
      <section className="card" aria-label="上课日期">
        <h2>上课日期</h2>
        <p className="soft">
          已签到{pass.signedIn.length}天，至少需要{pass.daysNeeded}天。
          {pass.passMark !== null &&
            `考核${pass.passMark}分合格，${pass.score === null ? '还没有成绩' : `成绩${pass.score}分`}。`}
        </p>
        <ul className="plain-list">
          {pass.days.map((day) => (
            <li key={day}>
              {day}　{pass.signedIn.includes(day) ? <span className="good">已签到</span> : dayState(day, pass)}
            </li>
          ))}
        </ul>
      </section>
      {pass.signedIn.length > 0 && <Opinion key={pass.satisfaction} token={token} pass={pass} />}
      <Erase token={token} pass={pass} />
    </>
  );
}

/** What goes and what stays is told before. */
function Erase({ token, pass }: { token: string; pass: TrainingPass }) {
  const leaves = pass.isOpen && pass.signedIn.length === 0;
  const lost =
    pass.serial !== null
      ? '证书的编号仍能查到“确已发出”，但不再显示您的姓名和成绩，别人不能再凭编号核对是您的证书，也不能再补发'
      : pass.isOpen && !leaves
        ? '之后不能再签到，结业时也不发证书'
        : '';
  return (
    <section className="card" aria-label="个人信息">
      <h2>个人信息</h2>
      <p className="soft">
        可以随时删除本班次中您的姓名、意见和这个链接。
        {leaves ? '您还没有签到过，删除即退出本班。' : '您签到的天数、是否合格和满意度分数仍计入统计，不再与您有关。'}
        {lost !== '' && `${lost}。`}
        在其他班次中的信息，请用那些班次的链接删除；本人手中已下载的证书不受影响。
      </p>
      <EraseSelf
        what={`本班次中您的姓名、意见和这个链接将被删除${lost && `；${lost}`}`}
        erase={async () => {
          await answered(client.DELETE('/api/public/training/{token}', { params: { path: { token } } }));
          dropPass(pass.classId);
        }}
        forget={forgetTraining}
      />
    </section>
  );
}

const dayState = (day: string, { today }: TrainingPass) => {
  if (day > today) return <span className="soft">未到</span>;
  return day === today ? '今天' : <span className="warning">未签到</span>;
};

function SignIn({ token, pass }: { token: string; pass: TrainingPass }) {
  const { code = '' } = useSearch({ strict: false });
  const [typed, setTyped] = useState(code);
  const signIn = useMutation({
    mutationFn: () =>
      answered(
        client.PUT('/api/public/training/{token}/sign-in', { params: { path: { token } }, body: { code: typed } }),
      ),
    onSuccess: forgetTraining,
  });
  const isThere = pass.signedIn.includes(pass.today);
  return (
    <section className="card" aria-label="签到">
      <h2>今天签到</h2>
      {isThere ? (
        <p className="good" role="status">
          今天已签到。
        </p>
      ) : pass.days.includes(pass.today) ? (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            signIn.mutate();
          }}
        >
          <p className="actions">
            <InlineInput
              label="屏幕上的六位签到码"
              size={8}
              inputMode="numeric"
              pattern="[0-9]{6}"
              required
              autoComplete="off"
              value={typed}
              onChange={setTyped}
            />
            <Button type="primary" htmlType="submit" loading={signIn.isPending}>
              签到
            </Button>
          </p>
          {signIn.error && <ProblemText error={signIn.error} />}
        </form>
      ) : (
        <p className="soft">今天没有课。</p>
      )}
    </section>
  );
}

function Opinion({ token, pass }: { token: string; pass: TrainingPass }) {
  const [satisfaction, setSatisfaction] = useState(String(pass.satisfaction ?? ''));
  const [opinion, setOpinion] = useState(pass.opinion);
  const tell = useMutation({
    mutationFn: () =>
      answered(
        client.PUT('/api/public/training/{token}/opinion', {
          params: { path: { token } },
          body: { satisfaction: Number(satisfaction), opinion },
        }),
      ),
    onSuccess: forgetTraining,
  });
  return (
    <section className="card" aria-label="评价">
      <h2>评价这次培训</h2>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          tell.mutate();
        }}
      >
        <InlineSelect
          label="满意度"
          choices={['5 很满意', '4 满意', '3 一般', '2 不满意', '1 很不满意'].map((label) => ({
            id: label[0] ?? '',
            label,
          }))}
          value={satisfaction}
          onChange={setSatisfaction}
        />
        <TextField label="意见（可以不填）" rows={2} most={500} value={opinion} onChange={setOpinion} />
        <p className="actions">
          <Button htmlType="submit" loading={tell.isPending}>
            提交评价
          </Button>
          {tell.isSuccess && (
            <span className="good" role="status">
              已收到，谢谢。
            </span>
          )}
        </p>
        {tell.error && <ProblemText error={tell.error} />}
      </form>
    </section>
  );
}
