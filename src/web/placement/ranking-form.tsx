import { useMutation, useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { rankedOutcomeLabels } from '#core/placement/fair.ts';
import { answered, client } from '#web/api/client.ts';
import { InlineInput } from '#web/ui/inline-input.tsx';
import { Loaded } from '#web/ui/loaded.tsx';
import { ProblemText } from '#web/ui/problem-text.tsx';
import { type Applicants, applicantsQuery, type Fair, forgetFairs } from './fair-queries.ts';

type Position = Fair['positions'][number]['position'];
type Props = { id: string; fairId: string; state: Fair['state']; position: Position };

/** Who wished a position, and in what order it takes them; who is left out is not taken. */
export function RankingForm(props: Props) {
  const applicants = useQuery(applicantsQuery(props.id, props.fairId, props.position.id));
  return <Loaded query={applicants}>{(data) => <Ranking {...props} data={data} />}</Loaded>;
}

function Ranking({ id, fairId, state, position, data }: Props & { data: Applicants }) {
  const [ranking, setRanking] = useState<readonly string[]>(data.ranking);
  const [quota, setQuota] = useState(String(data.quota));
  const isOpen = state === 'ranking';
  const known = new Map(data.applicants.map((one) => [one.id, one]));
  const others = data.applicants.filter((one) => !ranking.includes(one.id));
  const save = useMutation({
    mutationFn: () =>
      answered(
        client.PUT('/api/consortia/{id}/fairs/{fairId}/positions/{positionId}/ranking', {
          params: { path: { id, fairId, positionId: position.id } },
          body: { version: data.version, quota: Number(quota), ranking: [...ranking] },
        }),
      ),
    onSuccess: forgetFairs,
  });
  const move = (at: number, by: number) => {
    const next = [...ranking];
    const [moved] = next.splice(at, 1);
    if (moved !== undefined) next.splice(at + by, 0, moved);
    setRanking(next);
  };
  return (
    <form
      aria-label={`${position.title}的排序`}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <h3>
        {position.title}（{position.member.name}）
      </h3>
      {data.applicants.length === 0 && <p className="soft">没有学生填报这个岗位。</p>}
      {ranking.length > 0 && <p>按录取的先后：</p>}
      <ol className="plain-list fair-ranking" aria-label="排序">
        {ranking.map((studentId, at) => {
          const student = known.get(studentId);
          const name = student?.name ?? '';
          return (
            <li key={studentId}>
              <strong>{at + 1}</strong>
              <span className="grow">
                <Named student={student} />
              </span>
              {isOpen ? (
                <>
                  <Button aria-label={`${name}上移`} disabled={at === 0} onClick={() => move(at, -1)}>
                    上移
                  </Button>
                  <Button aria-label={`${name}下移`} disabled={at + 1 === ranking.length} onClick={() => move(at, 1)}>
                    下移
                  </Button>
                  <Button
                    aria-label={`移出${name}`}
                    onClick={() => setRanking(ranking.filter((one) => one !== studentId))}
                  >
                    移出
                  </Button>
                </>
              ) : (
                student?.outcome && <span>{rankedOutcomeLabels[student.outcome]}</span>
              )}
            </li>
          );
        })}
      </ol>
      {others.length > 0 && <p>{isOpen ? '还没有列入排序（不列入即不录取）：' : '没有列入排序：'}</p>}
      <ul className="plain-list fair-ranking" aria-label="未列入排序">
        {others.map((student) => (
          <li key={student.id}>
            <span className="grow">
              <Named student={student} />
            </span>
            {isOpen && (
              <Button
                aria-label={`列入${student.name || student.number}`}
                onClick={() => setRanking([...ranking, student.id])}
              >
                列入
              </Button>
            )}
          </li>
        ))}
      </ul>
      {isOpen && (
        <div className="actions">
          <InlineInput
            label="名额"
            required
            size={6}
            inputMode="numeric"
            pattern="0|[1-9][0-9]*"
            value={quota}
            onChange={setQuota}
          />
          <Button type="primary" htmlType="submit" loading={save.isPending}>
            保存排序
          </Button>
          {save.isSuccess && (
            <span role="status" className="good">
              已保存，截止前可以修改。
            </span>
          )}
        </div>
      )}
      {save.error && <ProblemText error={save.error} />}
    </form>
  );
}

function Named({ student }: { student: Applicants['applicants'][number] | undefined }) {
  if (!student) return <span className="soft">已退出</span>;
  return (
    <>
      {student.name || `${student.number}号（已删除）`}{' '}
      <span className="soft">
        {[student.school, student.major, ...student.skills].filter((part) => part !== '').join('　')}
      </span>
      {student.met.length > 0 && <span className="good">　具备所需技能：{student.met.join('、')}</span>}
    </>
  );
}
