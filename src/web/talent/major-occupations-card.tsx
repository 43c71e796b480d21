import { useMutation, useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { type FormEvent, useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { InlineInput } from '#web/ui/inline-input.tsx';
import { ProblemText } from '#web/ui/problem-text.tsx';
import { forgetTalent, majorOccupationsQuery } from './talent-queries.ts';

/** Which occupations each major trains for; the secretariat keeps it, and positions are recommended by it. */
export function MajorOccupationsCard({ id, manages }: { id: string; manages: boolean }) {
  const items = useQuery(majorOccupationsQuery(id)).data?.items;
  const majors = [...Map.groupBy(items ?? [], ({ major }) => major).values()];
  const end = useMutation({
    mutationFn: (pair: { major: string; occupation: string }) =>
      answered(
        client.DELETE('/api/consortia/{id}/major-occupations/{major}/{occupation}', {
          params: { path: { id, ...pair } },
        }),
      ),
    onSuccess: forgetTalent,
  });
  return (
    <section className="card" aria-label="专业—职业对应">
      <div className="talent-head">
        <h2>专业—职业对应</h2>
        <span className="soft">各专业面向哪些职业，岗位推荐和供需对比据此进行</span>
      </div>
      {manages && <AddForm id={id} />}
      {items?.length === 0 && <p className="soft">还没有登记。{!manages && '由秘书处登记。'}</p>}
      {majors.length > 0 && (
        <table className="data stacks">
          <thead>
            <tr>
              <th>专业</th>
              <th>职业</th>
            </tr>
          </thead>
          <tbody>
            {majors.map((pairs) => (
              <tr key={pairs[0]?.major}>
                <td data-label="专业">
                  {pairs[0]?.majorName} <span className="soft">{pairs[0]?.major}</span>
                </td>
                <td data-label="职业">
                  <ul className="occupations">
                    {pairs.map(({ major, occupation, occupationName }) => (
                      <li key={occupation}>
                        {occupationName} {occupation}
                        {manages && (
                          <button
                            type="button"
                            className="plain"
                            aria-label={`取消${major}与${occupation}的对应`}
                            disabled={end.isPending}
                            onClick={() => end.mutate({ major, occupation })}
                          >
                            取消
                          </button>
                        )}
                      </li>
                    ))}
                  </ul>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {end.error && <ProblemText error={end.error} />}
    </section>
  );
}

function AddForm({ id }: { id: string }) {
  const [major, setMajor] = useState('');
  const [occupation, setOccupation] = useState('');
  const add = useMutation({
    mutationFn: () =>
      answered(
        client.POST('/api/consortia/{id}/major-occupations', {
          params: { path: { id } },
          body: { major, occupation },
        }),
      ),
    onSuccess: async () => {
      setOccupation('');
      await forgetTalent();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    add.mutate();
  };
  return (
    <form className="talent-add" aria-label="登记专业—职业对应" onSubmit={submit}>
      <div className="actions">
        <InlineInput label="专业（代码或名称）" required maxLength={100} value={major} onChange={setMajor} />
        <InlineInput
          label="面向的职业（代码或名称）"
          required
          maxLength={100}
          title="职业分类大典的代码，如6-18-01-01"
          value={occupation}
          onChange={setOccupation}
        />
        <Button htmlType="submit" loading={add.isPending}>
          登记对应
        </Button>
      </div>
      {add.error && <ProblemText error={add.error} />}
    </form>
  );
}
