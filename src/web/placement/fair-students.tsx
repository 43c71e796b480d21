import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { BringStudents } from '#web/ui/bring-students.tsx';
import { InlineSelect } from '#web/ui/inline-select.tsx';
import { Pager } from '#web/ui/pager.tsx';
import { ProblemText } from '#web/ui/problem-text.tsx';
import { RenewPass, StudentAgreement } from '#web/ui/student-agreement.tsx';
import { type StudentPass, StudentPasses } from '#web/ui/student-passes.tsx';
import { type Fair, forgetFairs, pageSize, studentsQuery } from './fair-queries.ts';

/** Students of a fair: brought by their schools, each by a link of its own. */
export function FairStudents({ id, fair }: { id: string; fair: Fair }) {
  const [page, setPage] = useState(0);
  const [passes, setPasses] = useState<readonly StudentPass[]>([]);
  const students = useQuery(studentsQuery(id, fair.id, page)).data;
  const renew = useMutation({
    mutationFn: async (studentId: string) =>
      (
        await answered(
          client.POST('/api/consortia/{id}/fairs/{fairId}/students/{studentId}/pass', {
            params: { path: { id, fairId: fair.id, studentId } },
          }),
        )
      ).passes,
    onSuccess: setPasses,
  });
  const canBring = fair.state === 'draft' || fair.state === 'wishing';
  return (
    <>
      {passes.length > 0 && (
        <StudentPasses title={fair.title} use="填报志愿、查看结果" passes={passes} onClose={() => setPasses([])} />
      )}
      <section className="card" aria-label="参加的学生">
        <h2>参加的学生</h2>
        {canBring && <BringToFair id={id} fair={fair} onPasses={setPasses} />}
        {students?.total === 0 && <p className="soft">还没有学生。登记后把链接交给本人，由本人填报志愿。</p>}
        {students !== undefined && students.total > 0 && (
          <div className="scroll">
            <table className="data stacks">
              <thead>
                <tr>
                  <th>编号</th>
                  <th>姓名</th>
                  <th>学校</th>
                  <th>专业</th>
                  <th>同意</th>
                  <th>志愿</th>
                  {fair.state === 'placed' ? <th>录取</th> : <th>链接</th>}
                </tr>
              </thead>
              <tbody>
                {students.items.map((student) => (
                  <tr key={student.id}>
                    <td data-label="编号" className="number">
                      {student.number}
                    </td>
                    <td data-label="姓名">
                      {student.isErased ? <span className="soft">已按本人要求删除</span> : student.name}
                    </td>
                    <td data-label="学校">{student.school}</td>
                    <td data-label="专业">{student.major}</td>
                    <td data-label="同意">
                      <StudentAgreement student={student} />
                    </td>
                    <td data-label="志愿" className="number">
                      {student.wishes}
                    </td>
                    <td data-label={fair.state === 'placed' ? '录取' : '链接'}>
                      {fair.state === 'placed' ? (
                        (student.placed ?? '未录取')
                      ) : (
                        <RenewPass student={student} isBusy={renew.isPending} onRenew={(one) => renew.mutate(one)} />
                      )}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
        {renew.error && <ProblemText error={renew.error} />}
        <Pager page={page} pages={Math.ceil((students?.total ?? 0) / pageSize)} onPage={setPage} />
      </section>
    </>
  );
}

function BringToFair(props: { id: string; fair: Fair; onPasses: (passes: readonly StudentPass[]) => void }) {
  const { id, fair, onPasses } = props;
  const [memberId, setMemberId] = useState(fair.schools.length === 1 ? (fair.schools[0]?.id ?? '') : '');
  return (
    <BringStudents
      label="学生，每行一名：姓名，专业代码，技能（用、分开），未成年的写“未成年”"
      example={'示例同学，460103，车削、铣削\n示例学弟，660103，，未成年'}
      note="只记企业选人所需的内容；志愿由学生本人填报，未成年人另须监护人同意。"
      bring={(rows) =>
        answered(
          client.POST('/api/consortia/{id}/fairs/{fairId}/students', {
            params: { path: { id, fairId: fair.id } },
            body: {
              memberId,
              students: rows.map(([name = '', major = '', skills = '', minor = '']) => ({
                name,
                major,
                skills: skills.split(/[、；;]/).filter((skill) => skill.trim() !== ''),
                isMinor: minor.startsWith('未成年'),
              })),
            },
          }),
        )
      }
      onPasses={onPasses}
      forget={forgetFairs}
    >
      <InlineSelect
        label="学校"
        choices={fair.schools.map((each) => ({ id: each.id, label: each.name }))}
        value={memberId}
        onChange={setMemberId}
      />
    </BringStudents>
  );
}
