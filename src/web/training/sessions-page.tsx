import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { InlineInput } from '#web/ui/inline-input.tsx';
import { InlineSelect } from '#web/ui/inline-select.tsx';
import { Loaded } from '#web/ui/loaded.tsx';
import { ProblemText } from '#web/ui/problem-text.tsx';
import { choiceOf, onlyOne, whole } from './item-form.tsx';
import { TrainingHead } from './training-head.tsx';
import { forgetTraining, sessionsQuery, type Training, trainingQuery } from './training-queries.ts';

/** Sessions of a consortium in which skills are certified. */
export function SessionsPage() {
  const { id = '' } = useParams({ strict: false });
  const [isOpen, setOpen] = useState(false);
  const training = useQuery(trainingQuery(id));
  const sessions = useQuery(sessionsQuery(id));
  const organises = (training.data?.own.length ?? 0) > 0;
  return (
    <>
      <TrainingHead id={id} title="技能等级认定" />
      <Loaded query={sessions}>
        {({ items }) => (
          <section className="card" aria-label="技能等级认定">
            <div className="training-head">
              <h2>技能等级认定</h2>
              <span className="soft">公布结果后，鉴定人次和取证人次自动计入台账</span>
              {organises && !isOpen && <Button onClick={() => setOpen(true)}>安排认定</Button>}
            </div>
            {isOpen && training.data && <OpenSession id={id} training={training.data} onClose={() => setOpen(false)} />}
            {items.length === 0 && (
              <p className="soft">
                还没有认定。{organises ? '点“安排认定”，选职业、等级和日期，再登记考生。' : '由组织认定的成员安排。'}
              </p>
            )}
            {items.length > 0 && (
              <div className="scroll">
                <table className="data stacks">
                  <thead>
                    <tr>
                      <th>职业（工种）</th>
                      <th>等级</th>
                      <th>组织单位</th>
                      <th>日期</th>
                      <th>考生</th>
                      <th>合格</th>
                      <th>状态</th>
                    </tr>
                  </thead>
                  <tbody>
                    {items.map((each) => (
                      <tr key={each.id}>
                        <td data-label="职业（工种）">
                          <Link to="/consortia/$id/training/sessions/$sessionId" params={{ id, sessionId: each.id }}>
                            {each.occupation}
                          </Link>
                        </td>
                        <td data-label="等级">{each.level}</td>
                        <td data-label="组织单位">{each.organiser.name}</td>
                        <td data-label="日期" className="number">
                          {each.heldOn}
                        </td>
                        <td data-label="考生" className="number">
                          {each.candidates}
                          {each.absent > 0 && <div className="soft">缺考{each.absent}</div>}
                        </td>
                        <td data-label="合格" className="number">
                          {each.passed}
                        </td>
                        <td data-label="状态">{each.stateLabel}</td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </div>
            )}
          </section>
        )}
      </Loaded>
    </>
  );
}

function OpenSession({ id, training, onClose }: { id: string; training: Training; onClose: () => void }) {
  const navigate = useNavigate();
  const [typed, setTyped] = useState({
    memberId: onlyOne(training.own),
    occupation: '',
    level: '',
    heldOn: '',
    place: '',
    passMark: '60',
  });
  const open = useMutation({
    mutationFn: () =>
      answered(
        client.POST('/api/consortia/{id}/training/sessions', {
          params: { path: { id } },
          body: { ...typed, passMark: Number(typed.passMark) },
        }),
      ),
    onSuccess: async (made) => {
      await forgetTraining();
      await navigate({ to: '/consortia/$id/training/sessions/$sessionId', params: { id, sessionId: made.id } });
    },
  });
  const set = (field: keyof typeof typed) => (value: string) => setTyped({ ...typed, [field]: value });
  return (
    <form
      aria-label="安排认定"
      onSubmit={(event) => {
        event.preventDefault();
        open.mutate();
      }}
    >
      <p className="actions">
        <InlineSelect
          label="组织单位"
          choices={training.own.map(choiceOf)}
          value={typed.memberId}
          onChange={set('memberId')}
        />
        <InlineInput label="职业代码" required maxLength={100} value={typed.occupation} onChange={set('occupation')} />
        <InlineSelect
          label="等级"
          choices={training.levels.map((level) => ({ id: level, label: level }))}
          value={typed.level}
          onChange={set('level')}
        />
        <InlineInput label="日期" type="date" required value={typed.heldOn} onChange={set('heldOn')} />
        <InlineInput label="地点" maxLength={200} value={typed.place} onChange={set('place')} />
        <InlineInput label="合格分" {...whole} required value={typed.passMark} onChange={set('passMark')} />
        <Button type="primary" htmlType="submit" loading={open.isPending}>
          安排
        </Button>
        <Button onClick={onClose}>取消</Button>
      </p>
      {open.error && <ProblemText error={open.error} />}
    </form>
  );
}
