import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { InlineInput } from '#web/ui/inline-input.tsx';
import { ProblemText } from '#web/ui/problem-text.tsx';
import { type StudentPass, StudentPasses } from '#web/ui/student-passes.tsx';
import { EnrolTrainees, SelfEnrolment } from './enrol-trainees.tsx';
import { MarkAttendance } from './mark-attendance.tsx';
import { TraineeActs } from './trainee-acts.tsx';
import { forgetTraining, type Trainee, type TrainingClass } from './training-queries.ts';

/** Those who take part, as far as the reader may know them: enrolled, on which days they came, with their marks and certificates. */
export function TraineesCard({ id, held }: { id: string; held: TrainingClass }) {
  const [passes, setPasses] = useState<readonly StudentPass[]>([]);
  const { trainees, isProvider } = held;
  const seesNames = isProvider || held.enrols.length > 0 || trainees.length > 0;
  if (!seesNames)
    return (
      <section className="card" aria-label="学员">
        <h2>学员</h2>
        <p>
          {held.enrolled}人，合格{held.passed}人。<span className="soft">姓名只有培训单位和学员所在单位看到。</span>
        </p>
      </section>
    );
  return (
    <>
      {passes.length > 0 && (
        <StudentPasses
          who="学员"
          title={held.name}
          use="签到、评价和查看成绩、证书"
          passes={passes}
          onClose={() => setPasses([])}
        />
      )}
      <section className="card" aria-label="学员">
        <h2>学员</h2>
        {held.enrols.length > 0 && <EnrolTrainees id={id} held={held} onPasses={setPasses} />}
        {isProvider && held.state === 'open' && held.audience !== null && <SelfEnrolment id={id} held={held} />}
        {trainees.length === 0 && <p className="soft">还没有学员。登记后每人得到一个链接，凭它在手机上签到。</p>}
        {isProvider && held.state === 'open' && trainees.length > 0 && <MarkAttendance id={id} held={held} />}
        {trainees.length > 0 && (
          <div className="scroll">
            <table className="data stacks">
              <thead>
                <tr>
                  <th>编号</th>
                  <th>姓名</th>
                  <th>来自</th>
                  <th>签到</th>
                  <th>成绩</th>
                  <th>结果</th>
                  <th>评价</th>
                  <th>证书</th>
                  <th>操作</th>
                </tr>
              </thead>
              <tbody>
                {trainees.map((each) => (
                  <tr key={each.id}>
                    <td data-label="编号" className="number">
                      {each.number}
                    </td>
                    <td data-label="姓名">
                      {each.isErased ? <span className="soft">已按本人要求删除</span> : each.name}
                    </td>
                    <td data-label="来自">{each.from}</td>
                    <td data-label="签到" title={each.days.join('、')}>
                      {each.days.length}/{held.days.length}天
                    </td>
                    <td data-label="成绩">
                      {isProvider && held.state === 'open' && isThere(each) && held.passMark !== null ? (
                        <ScoreForm key={each.version} id={id} held={held} trainee={each} />
                      ) : (
                        (each.score ?? '—')
                      )}
                    </td>
                    <td data-label="结果">
                      {each.stateLabel}
                      {each.lacks !== null && <div className="soft">{each.lacks}</div>}
                    </td>
                    <td data-label="评价">
                      {each.satisfaction === null ? '—' : `${each.satisfaction}分`}
                      {each.opinion !== '' && <div className="soft">{each.opinion}</div>}
                    </td>
                    <td data-label="证书">
                      <CertificateCell id={id} certificate={each.certificate} isErased={each.isErased} />
                    </td>
                    <td data-label="操作">
                      <TraineeActs id={id} held={held} trainee={each} onPasses={setPasses} />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </section>
    </>
  );
}

const isThere = ({ state, isErased }: Trainee) => state === 'enrolled' && !isErased;

function ScoreForm({ id, held, trainee }: { id: string; held: TrainingClass; trainee: Trainee }) {
  const [typed, setTyped] = useState(String(trainee.score ?? ''));
  const save = useMutation({
    mutationFn: () =>
      answered(
        client.PUT('/api/consortia/{id}/training/classes/{classId}/trainees/{traineeId}', {
          params: { path: { id, classId: held.id, traineeId: trainee.id } },
          body: { version: trainee.version, score: typed === '' ? null : Number(typed) },
        }),
      ),
    onSuccess: forgetTraining,
  });
  const isChanged = typed !== String(trainee.score ?? '');
  return (
    <form
      className="actions"
      aria-label={`${trainee.name}的成绩`}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <InlineInput
        label="分数"
        size={5}
        inputMode="decimal"
        pattern="(100|[0-9]{1,2})(\.[0-9])?"
        value={typed}
        onChange={setTyped}
      />
      {isChanged && (
        <Button size="small" htmlType="submit" loading={save.isPending}>
          保存
        </Button>
      )}
      {save.error && <ProblemText error={save.error} />}
    </form>
  );
}

/** A certificate and its papers. */
export function CertificateCell(props: { id: string; certificate: Trainee['certificate']; isErased?: boolean }) {
  const { id, certificate, isErased = false } = props;
  if (certificate === null) return '—';
  const path = `/api/consortia/${id}/training/certificates/${certificate.id}`;
  return (
    <>
      <a href={`/certificates/${certificate.serial}`}>{certificate.serial}</a>
      {certificate.isRevoked ? (
        <strong className="warning">　已作废</strong>
      ) : isErased ? null : (
        <div className="actions">
          <a href={`${path}/certificate.pdf`} download>
            PDF
          </a>
          <a href={`${path}/certificate.docx`} download>
            Word
          </a>
        </div>
      )}
    </>
  );
}
