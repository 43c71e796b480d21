import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import type { Talent } from '#web/talent/talent-queries.ts';
import { BringStudents } from '#web/ui/bring-students.tsx';
import { InlineSelect } from '#web/ui/inline-select.tsx';
import { Pager } from '#web/ui/pager.tsx';
import { ProblemText } from '#web/ui/problem-text.tsx';
import { RenewPass, StudentAgreement } from '#web/ui/student-agreement.tsx';
import { type StudentPass, StudentPasses } from '#web/ui/student-passes.tsx';
import { forgetMarket, pageSize, profilesQuery } from './market-queries.ts';

/** Students' profiles: brought by their schools, each by a link of its own, and seen by an enterprise once the student applies to it. */
export function ProfilesCard({ id, talent }: { id: string; talent: Talent }) {
  const [page, setPage] = useState(0);
  const [passes, setPasses] = useState<readonly StudentPass[]>([]);
  const profiles = useQuery(profilesQuery(id, page)).data;
  const renew = useMutation({
    mutationFn: async (profileId: string) =>
      (
        await answered(
          client.POST('/api/consortia/{id}/profiles/{profileId}/pass', { params: { path: { id, profileId } } }),
        )
      ).passes,
    onSuccess: setPasses,
  });
  return (
    <>
      {passes.length > 0 && (
        <StudentPasses
          title="岗位与投递"
          use="看推荐的岗位、投递、答复"
          passes={passes}
          onClose={() => setPasses([])}
        />
      )}
      <section className="card" aria-label="学生档案">
        <div className="talent-head">
          <h2>学生档案</h2>
          <span className="soft">学生同意并投递之后，所投企业才看得到</span>
        </div>
        <BringProfiles id={id} talent={talent} onPasses={setPasses} />
        {profiles?.total === 0 && <p className="soft">还没有档案。登记后把链接交给本人，由本人同意和投递。</p>}
        {profiles !== undefined && profiles.total > 0 && (
          <div className="scroll">
            <table className="data stacks">
              <thead>
                <tr>
                  <th>编号</th>
                  <th>姓名</th>
                  <th>学校</th>
                  <th>专业</th>
                  <th>学历</th>
                  <th>同意</th>
                  <th>链接</th>
                </tr>
              </thead>
              <tbody>
                {profiles.items.map((student) => (
                  <tr key={student.id}>
                    <td data-label="编号" className="number">
                      {student.number}
                    </td>
                    <td data-label="姓名">
                      {student.isErased ? <span className="soft">已按本人要求删除</span> : student.name}
                    </td>
                    <td data-label="学校">{student.school}</td>
                    <td data-label="专业">{student.major}</td>
                    <td data-label="学历">{student.level}</td>
                    <td data-label="同意">
                      <StudentAgreement student={student} />
                    </td>
                    <td data-label="链接">
                      <RenewPass student={student} isBusy={renew.isPending} onRenew={(one) => renew.mutate(one)} />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
        {renew.error && <ProblemText error={renew.error} />}
        <Pager page={page} pages={Math.ceil((profiles?.total ?? 0) / pageSize)} onPage={setPage} />
      </section>
    </>
  );
}

function BringProfiles(props: { id: string; talent: Talent; onPasses: (passes: readonly StudentPass[]) => void }) {
  const { id, talent, onPasses } = props;
  const [memberId, setMemberId] = useState(talent.schools.length === 1 ? (talent.schools[0]?.id ?? '') : '');
  const [level, setLevel] = useState('');
  return (
    <BringStudents
      label="学生，每行一名：姓名，专业代码，技能（用、分开），未成年的写“未成年”"
      example={'示例同学，460103，车削、铣削\n示例学弟，660103，，未成年'}
      note="只记求职所需的内容；技能和意向地点由学生本人修改，本人可以随时删除。"
      bring={(rows) =>
        answered(
          client.POST('/api/consortia/{id}/profiles', {
            params: { path: { id } },
            body: {
              memberId,
              level,
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
      forget={forgetMarket}
    >
      <div className="actions">
        <InlineSelect
          label="学校"
          choices={talent.schools.map((each) => ({ id: each.id, label: each.name }))}
          value={memberId}
          onChange={setMemberId}
        />
        <InlineSelect
          label="学历"
          choices={talent.levels.map((each) => ({ id: each, label: each }))}
          value={level}
          onChange={setLevel}
        />
      </div>
    </BringStudents>
  );
}
