import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { fairStateLabels } from '#core/placement/fair.ts';
import { answered, client } from '#web/api/client.ts';
import { everyPosition, forgetTalent, positionsQuery, type Talent } from '#web/talent/talent-queries.ts';
import { InlineInput } from '#web/ui/inline-input.tsx';
import { momentText } from '#web/ui/moment.ts';
import { ProblemText } from '#web/ui/problem-text.tsx';

/** The consortium's fairs; the secretariat prepares one with the positions that stand open. */
export function FairsCard({ id, talent }: { id: string; talent: Talent }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <section className="card" aria-label="双选会">
      <div className="talent-head">
        <h2>双选会</h2>
        <span className="soft">学生填志愿，企业排序，系统给出稳定的录取结果并逐人说明缘由</span>
        {talent.manages && !isOpen && <Button onClick={() => setOpen(true)}>筹备双选会</Button>}
      </div>
      {isOpen && <PrepareFair id={id} onClose={() => setOpen(false)} />}
      {talent.fairs.length === 0 && <p className="soft">还没有双选会。先由企业发布岗位，再由秘书处筹备。</p>}
      <ul className="plain-list">
        {talent.fairs.map((fair) => (
          <li key={fair.id}>
            <Link to="/consortia/$id/talent/fairs/$fairId" params={{ id, fairId: fair.id }}>
              {fair.title}
            </Link>{' '}
            <strong>{fairStateLabels[fair.state]}</strong>{' '}
            <span className="soft">志愿截止{momentText(fair.wishesUntil).slice(0, -3)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function PrepareFair({ id, onClose }: { id: string; onClose: () => void }) {
  const positions = useQuery(positionsQuery(id, everyPosition, 500)).data?.items ?? [];
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [typed, setTyped] = useState({ title: '', wishesUntil: '', rankingsUntil: '' });
  const chosen = positions.filter((position) => !left.has(position.id));
  const prepare = useMutation({
    mutationFn: () =>
      answered(
        client.POST('/api/consortia/{id}/fairs', {
          params: { path: { id } },
          body: {
            title: typed.title,
            wishesUntil: inChina(typed.wishesUntil),
            rankingsUntil: inChina(typed.rankingsUntil),
            positionIds: chosen.map((position) => position.id),
          },
        }),
      ),
    onSuccess: async () => {
      await forgetTalent();
      onClose();
    },
  });
  const set = (name: keyof typeof typed) => (value: string) => setTyped({ ...typed, [name]: value });
  const turn = (positionId: string, isIn: boolean) => {
    const next = new Set(left);
    if (isIn) next.delete(positionId);
    else next.add(positionId);
    setLeft(next);
  };
  return (
    <form
      aria-label="筹备双选会"
      onSubmit={(event) => {
        event.preventDefault();
        prepare.mutate();
      }}
    >
      <div className="actions">
        <InlineInput label="名称" required maxLength={100} value={typed.title} onChange={set('title')} />
        <InlineInput
          label="志愿截止（北京时间）"
          type="datetime-local"
          required
          value={typed.wishesUntil}
          onChange={set('wishesUntil')}
        />
        <InlineInput
          label="企业排序截止"
          type="datetime-local"
          required
          value={typed.rankingsUntil}
          onChange={set('rankingsUntil')}
        />
      </div>
      <fieldset className="fair-choice">
        <legend>
          参加的岗位：{chosen.length}个，{chosen.reduce((sum, { headcount }) => sum + headcount, 0)}个名额
        </legend>
        {positions.length === 0 && <p className="soft">没有招收中的岗位，请先由企业发布。</p>}
        {positions.map((position) => (
          <label key={position.id}>
            <input
              type="checkbox"
              checked={!left.has(position.id)}
              onChange={(event) => turn(position.id, event.target.checked)}
            />
            {position.title}{' '}
            <span className="soft">
              {position.member.name}　{position.headcount}人
            </span>
          </label>
        ))}
      </fieldset>
      <p className="actions">
        <Button type="primary" htmlType="submit" loading={prepare.isPending} disabled={chosen.length === 0}>
          筹备
        </Button>
        <Button onClick={onClose}>取消</Button>
      </p>
      {prepare.error && <ProblemText error={prepare.error} />}
    </form>
  );
}

/** The moment that a time of day in China is, as it is typed: `2026-06-01T12:00`. */
const inChina = (typed: string) => `${typed.slice(0, 16)}:00+08:00`;
