import { useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { BringStudents } from '#web/ui/bring-students.tsx';
import { type StudentPass, StudentPasses } from '#web/ui/student-passes.tsx';
import { ApprenticePanel } from './apprentice-panel.tsx';
import { type Apprentice, type Apprenticeship, forgetApprenticeships } from './apprenticeship-queries.ts';
import { StudentsTogether } from './students-together.tsx';

/** Students of an agreement: called by their school, each by a link of its own; for offices how many there are. */
export function ApprenticesCard({ id, agreement }: { id: string; agreement: Apprenticeship }) {
  const [passes, setPasses] = useState<readonly StudentPass[]>([]);
  const [openId, setOpenId] = useState<string>();
  const { students, side, counts } = agreement;
  const open = students.find((each) => each.id === openId);
  if (side === null)
    return (
      <section className="card" aria-label="学生">
        <h2>学生</h2>
        <p>
          待上岗{counts.called}人，在岗{counts.begun}人，结业{counts.completed}人，提前结束{counts.left}人。
          <span className="soft">姓名和日志只有学校和企业看到。</span>
        </p>
      </section>
    );
  return (
    <>
      {passes.length > 0 && (
        <StudentPasses
          title={`${agreement.kindLabel}：${agreement.post}`}
          use="阅读和签署协议、记录日志"
          passes={passes}
          onClose={() => setPasses([])}
        />
      )}
      <section className="card" aria-label="学生">
        <div className="apprenticeship-head">
          <h2>学生</h2>
        </div>
        {side === 'school' && agreement.state !== 'cancelled' && (
          <BringStudents
            label="学生，每行一名：姓名，学号，出生年月"
            example={'示例同学，2024010101，2005-09\n示例学弟，2024010102，2009-03'}
            note="学号只存加密摘要，用于防止一人同时在两处；开始时未满18周岁的另有监护人链接。"
            bring={(rows) =>
              answered(
                client.POST('/api/consortia/{id}/apprenticeships/{apprenticeshipId}/students', {
                  params: { path: { id, apprenticeshipId: agreement.id } },
                  body: {
                    students: rows.map(([name = '', number = '', bornIn = '']) => ({ name, number, bornIn })),
                  },
                }),
              )
            }
            onPasses={setPasses}
            forget={forgetApprenticeships}
          />
        )}
        <StudentsTogether id={id} agreement={agreement} />
        {students.length === 0 && <p className="soft">还没有学生。由学校登记，把链接交给本人签署。</p>}
        {students.length > 0 && (
          <div className="scroll">
            <table className="data stacks">
              <thead>
                <tr>
                  <th>编号</th>
                  <th>姓名</th>
                  <th>签署</th>
                  <th>状态</th>
                  <th>在岗</th>
                  <th>日志</th>
                  <th>预警</th>
                </tr>
              </thead>
              <tbody>
                {students.map((student) => (
                  <tr key={student.id} className={student.id === openId ? 'is-open' : ''}>
                    <td data-label="编号" className="number">
                      {student.number}
                    </td>
                    <td data-label="姓名">
                      {student.isErased ? (
                        <span className="soft">已按本人要求删除</span>
                      ) : (
                        <button type="button" className="plain" onClick={() => setOpenId(student.id)}>
                          {student.name}
                        </button>
                      )}
                      {student.isMinor && <span className="soft">　未成年</span>}
                    </td>
                    <td data-label="签署">{signedText(student)}</td>
                    <td data-label="状态">{student.stateLabel}</td>
                    <td data-label="在岗" className="number">
                      {student.state === 'called' || student.state === 'withdrawn'
                        ? '—'
                        : `${student.startsOn}—${student.endsOn}`}
                    </td>
                    <td data-label="日志">
                      {student.days.told}天{student.days.waiting > 0 && `，待确认${student.days.waiting}`}
                    </td>
                    <td data-label="预警">
                      {student.alerts.length === 0 ? (
                        '无'
                      ) : (
                        <strong className="warning">{student.alerts.length}项</strong>
                      )}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </section>
      {open && !open.isErased && (
        <ApprenticePanel
          key={open.id}
          id={id}
          agreement={agreement}
          student={open}
          onPasses={setPasses}
          onClose={() => setOpenId(undefined)}
        />
      )}
    </>
  );
}

function signedText({ state, awaited }: Apprentice): string {
  if (state === 'withdrawn') return '—';
  if (awaited.length === 0) return '已签署';
  return `待${awaited.map((who) => (who === 'student' ? '本人' : '监护人')).join('、')}签署`;
}
