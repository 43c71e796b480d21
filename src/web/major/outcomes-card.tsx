import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { InlineInput } from '#web/ui/inline-input.tsx';
import { ProblemText } from '#web/ui/problem-text.tsx';
import { forgetMajors, type Majors, type Programme } from './major-queries.ts';

const columns = [
  ['planned', '计划'],
  ['admitted', '报到'],
  ['graduates', '毕业'],
  ['employed', '就业'],
] as const;

/** Admission and work of each cohort, as its school tells it. */
export function OutcomesCard({ id, majors }: { id: string; majors: Majors }) {
  const [edited, setEdited] = useState<string>();
  const programme = majors.programmes.find((each) => each.id === edited);
  return (
    <section className="card" aria-label="招生和就业">
      <div className="talent-head">
        <h2>招生和就业</h2>
        <span className="soft">由学校按届填报，只有人数，没有学生信息</span>
      </div>
      {programme && (
        <OutcomeForm
          key={`${programme.id} ${programme.version}`}
          id={id}
          programme={programme}
          onClose={() => setEdited(undefined)}
        />
      )}
      {majors.programmes.length === 0 ? (
        <p className="soft">还没有登记的专业。先在“供需信息”中登记各届专业。</p>
      ) : (
        <div className="scroll">
          <table className="data stacks">
            <thead>
              <tr>
                <th>专业</th>
                <th>学校</th>
                <th>毕业年份</th>
                {columns.map(([name, label]) => (
                  <th key={name}>{label}（人）</th>
                ))}
              </tr>
            </thead>
            <tbody>
              {majors.programmes.map((each) => (
                <tr key={each.id}>
                  <td data-label="专业">
                    {each.isOwn ? (
                      <button type="button" className="plain" onClick={() => setEdited(each.id)}>
                        {each.label}，{each.enrolledIn}级
                      </button>
                    ) : (
                      `${each.label}，${each.enrolledIn}级`
                    )}
                  </td>
                  <td data-label="学校">{each.school.name}</td>
                  <td data-label="毕业年份" className="number">
                    {each.graduatesIn}
                  </td>
                  {columns.map(([name, label]) => (
                    <td key={name} data-label={label} className="number">
                      {each[name] ?? '—'}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

function OutcomeForm({ id, programme, onClose }: { id: string; programme: Programme; onClose: () => void }) {
  const [typed, setTyped] = useState({
    planned: String(programme.planned ?? ''),
    admitted: String(programme.admitted ?? ''),
    graduates: String(programme.graduates ?? ''),
    employed: String(programme.employed ?? ''),
  });
  const told = (name: keyof typeof typed) => (typed[name] === '' ? null : Number(typed[name]));
  const save = useMutation({
    mutationFn: () =>
      answered(
        client.PUT('/api/consortia/{id}/programmes/{programmeId}/outcome', {
          params: { path: { id, programmeId: programme.id } },
          body: {
            planned: told('planned'),
            admitted: told('admitted'),
            graduates: told('graduates'),
            employed: told('employed'),
            version: programme.version,
          },
        }),
      ),
    onSuccess: async () => {
      await forgetMajors(id);
      onClose();
    },
  });
  return (
    <form
      aria-label="填报招生和就业"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <p>
        <strong>{programme.label}</strong>，{programme.enrolledIn}级，{programme.graduatesIn}年毕业　
        {programme.school.name}
      </p>
      <div className="actions">
        {columns.map(([name, label]) => (
          <InlineInput
            key={name}
            label={`${label}人数`}
            size={6}
            inputMode="numeric"
            pattern="0|[1-9][0-9]*"
            value={typed[name]}
            onChange={(value) => setTyped({ ...typed, [name]: value })}
          />
        ))}
        <Button type="primary" htmlType="submit" loading={save.isPending}>
          保存
        </Button>
        <Button onClick={onClose}>取消</Button>
      </div>
      <p className="soft">还没有的留空：入学时填计划和报到，毕业后填毕业和就业。</p>
      {save.error && <ProblemText error={save.error} />}
    </form>
  );
}
