import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { skillsOf } from '#core/talent/skills-text.ts';
import { answered, client } from '#web/api/client.ts';
import { ProgrammeRecommendations } from '#web/market/programme-recommendations.tsx';
import { InlineInput } from '#web/ui/inline-input.tsx';
import { InlineSelect } from '#web/ui/inline-select.tsx';
import { ProblemText } from '#web/ui/problem-text.tsx';
import { forgetTalent, type Programme, type Talent } from './talent-queries.ts';

/** The cohorts that schools train: who will graduate when, in which major and with which skills. */
export function ProgrammesCard({ id, talent }: { id: string; talent: Talent }) {
  const [opened, setOpened] = useState<string>();
  const [edited, setEdited] = useState<Programme | 'new'>();
  const { programmes, schools } = talent;
  const own = new Set(schools.map((each) => each.id));
  return (
    <section className="card" aria-label="专业培养">
      <div className="talent-head">
        <h2>专业培养</h2>
        <span className="soft">各校各届的专业、人数和毕业年份</span>
        {own.size > 0 && edited === undefined && <Button onClick={() => setEdited('new')}>登记专业</Button>}
      </div>
      {edited !== undefined && (
        <ProgrammeForm
          key={edited === 'new' ? 'new' : edited.id}
          id={id}
          talent={talent}
          programme={edited === 'new' ? undefined : edited}
          onClose={() => setEdited(undefined)}
        />
      )}
      {programmes.length === 0 ? (
        <p className="soft">还没有学校登记专业。登记后，企业可以看到哪一年有多少毕业生、学了什么。</p>
      ) : (
        <div className="scroll">
          <table className="data stacks">
            <thead>
              <tr>
                <th>专业</th>
                <th>学校</th>
                <th>入学</th>
                <th>毕业</th>
                <th>人数</th>
                <th>技能</th>
                <th>岗位</th>
              </tr>
            </thead>
            <tbody>
              {programmes.map((programme) => (
                <tr key={programme.id}>
                  <td data-label="专业">
                    {own.has(programme.member.id) ? (
                      <button type="button" className="plain" onClick={() => setEdited(programme)}>
                        {programme.majorText}
                      </button>
                    ) : (
                      programme.majorText
                    )}
                    {programme.majorCode && !programme.majorText.includes(programme.majorCode) && (
                      <span className="soft"> {programme.majorCode}</span>
                    )}
                  </td>
                  <td data-label="学校">{programme.member.name}</td>
                  <td data-label="入学" className="number">
                    {programme.enrolledIn}
                  </td>
                  <td data-label="毕业" className="number">
                    {programme.graduatesIn}
                  </td>
                  <td data-label="人数" className="number">
                    {programme.size}
                  </td>
                  <td data-label="技能">{programme.skills.join('、')}</td>
                  <td data-label="岗位">
                    <button
                      type="button"
                      className="plain"
                      aria-expanded={opened === programme.id}
                      aria-label={`适合的岗位：${programme.major}`}
                      onClick={() => setOpened(opened === programme.id ? undefined : programme.id)}
                    >
                      适合的岗位
                    </button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {opened !== undefined && <ProgrammeRecommendations id={id} programmeId={opened} />}
    </section>
  );
}

const numeric = { size: 6, inputMode: 'numeric', pattern: '[1-9][0-9]*', required: true } as const;

function ProgrammeForm(props: { id: string; talent: Talent; programme: Programme | undefined; onClose: () => void }) {
  const { id, talent, programme, onClose } = props;
  const [typed, setTyped] = useState({
    memberId: programme?.member.id ?? (talent.schools.length === 1 ? (talent.schools[0]?.id ?? '') : ''),
    major: programme?.major ?? '',
    enrolledIn: String(programme?.enrolledIn ?? ''),
    graduatesIn: String(programme?.graduatesIn ?? ''),
    size: String(programme?.size ?? ''),
    skills: programme?.skills.join('、') ?? '',
  });
  const save = useMutation({
    mutationFn: async () => {
      const { memberId, major, skills } = typed;
      const [enrolledIn, graduatesIn, size] = [typed.enrolledIn, typed.graduatesIn, typed.size].map(Number);
      const said = {
        major,
        enrolledIn: enrolledIn ?? 0,
        graduatesIn: graduatesIn ?? 0,
        size: size ?? 0,
        skills: skillsOf(skills),
      };
      await (programme
        ? answered(
            client.PUT('/api/consortia/{id}/programmes/{programmeId}', {
              params: { path: { id, programmeId: programme.id } },
              body: { ...said, version: programme.version },
            }),
          )
        : answered(
            client.POST('/api/consortia/{id}/programmes', { params: { path: { id } }, body: { ...said, memberId } }),
          ));
    },
    onSuccess: async () => {
      await forgetTalent();
      onClose();
    },
  });
  const set = (name: keyof typeof typed) => (value: string) => setTyped({ ...typed, [name]: value });
  return (
    <form
      aria-label={programme ? '修改专业' : '登记专业'}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <div className="actions">
        <InlineSelect
          label="学校"
          choices={talent.schools.map((each) => ({ id: each.id, label: each.name }))}
          value={typed.memberId}
          onChange={set('memberId')}
        />
        <InlineInput label="专业（代码或名称）" required maxLength={100} value={typed.major} onChange={set('major')} />
        <InlineInput label="入学年份" {...numeric} value={typed.enrolledIn} onChange={set('enrolledIn')} />
        <InlineInput label="毕业年份" {...numeric} value={typed.graduatesIn} onChange={set('graduatesIn')} />
        <InlineInput label="人数" {...numeric} value={typed.size} onChange={set('size')} />
        <InlineInput label="所学技能（用、分开）" maxLength={500} value={typed.skills} onChange={set('skills')} />
      </div>
      <p className="actions">
        <Button type="primary" htmlType="submit" loading={save.isPending}>
          {programme ? '保存' : '登记'}
        </Button>
        <Button onClick={onClose}>取消</Button>
      </p>
      {save.error && <ProblemText error={save.error} />}
    </form>
  );
}
