import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { payText } from '#core/talent/position.ts';
import { answered, client } from '#web/api/client.ts';
import { ProblemText } from '#web/ui/problem-text.tsx';
import type { FairPass } from './fair-queries.ts';

/** A student's list, the dearest first, and whom it would like to be near. */
export function WishesForm(props: { token: string; pass: FairPass; onSaved: () => Promise<void> }) {
  const { token, pass, onSaved } = props;
  const { student, fair, positions, mostWishes } = pass;
  const [wishes, setWishes] = useState<readonly string[]>(student.wishes);
  const [mate, setMate] = useState(String(student.mate ?? ''));
  const isOpen = fair.state === 'wishing' && new Date(fair.wishesUntil) > new Date();
  const known = new Map(positions.map((each) => [each.position.id, each]));
  const others = positions.filter(({ position }) => !wishes.includes(position.id) && position.isOpen);
  const save = useMutation({
    mutationFn: () =>
      answered(
        client.PUT('/api/public/fair/{token}/wishes', {
          params: { path: { token } },
          body: { version: student.version, wishes: [...wishes], mate: mate === '' ? null : Number(mate) },
        }),
      ),
    onSuccess: onSaved,
  });
  const raise = (at: number) => {
    const next = [...wishes];
    const [moved] = next.splice(at, 1);
    if (moved !== undefined) next.splice(at - 1, 0, moved);
    setWishes(next);
  };
  const isChanged = wishes.join() !== student.wishes.join() || mate !== String(student.mate ?? '');
  return (
    <form
      aria-label="我的志愿"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <section className="card">
        <h2>我的志愿</h2>
        <p className="soft">
          最想去的排在最前，如实填报对自己最有利：把更想去的排在后面，不会增加任何机会。最多{mostWishes}个。
        </p>
        {wishes.length === 0 && <p>还没有志愿，请从下面的岗位中选。</p>}
        <ol className="plain-list fair-wishes" aria-label="志愿">
          {wishes.map((wish, at) => {
            const chosen = known.get(wish)?.position;
            const title = chosen?.title ?? '';
            return (
              <li key={wish}>
                <strong>{at + 1}</strong>
                <span className="grow">
                  {title} <span className="soft">{chosen?.member.name}</span>
                  {chosen && !chosen.isOpen && <span className="error">　已到期，请移出</span>}
                </span>
                {isOpen && (
                  <>
                    <Button aria-label={`${title}上移`} disabled={at === 0} onClick={() => raise(at)}>
                      上移
                    </Button>
                    <Button aria-label={`移出${title}`} onClick={() => setWishes(wishes.filter((one) => one !== wish))}>
                      移出
                    </Button>
                  </>
                )}
              </li>
            );
          })}
        </ol>
        {isOpen ? (
          <>
            <label className="field">
              <span>想同去的同伴的编号（可不填）</span>
              <input
                className="text"
                inputMode="numeric"
                pattern="[1-9][0-9]*"
                value={mate}
                onChange={(event) => setMate(event.target.value)}
              />
            </label>
            <p className="soft">
              双方互填才算，出结果时告诉你们是否在一起；不改变任何人的录取。想在一起，请把相近的岗位排在前面。
              {pass.mate && (pass.mate.isMutual ? '对方也填了你。' : '等待对方填写你的编号。')}
            </p>
            <p className="actions">
              <Button type="primary" size="large" htmlType="submit" loading={save.isPending} disabled={!isChanged}>
                保存志愿
              </Button>
              {!isChanged && wishes.length > 0 && (
                <span role="status" className="good">
                  已保存，截止前可以修改。
                </span>
              )}
            </p>
          </>
        ) : (
          <p className="soft">{fair.state === 'draft' ? '还没有开始填报。' : '填报志愿已经截止，请等待结果。'}</p>
        )}
        {save.error && <ProblemText error={save.error} />}
      </section>
      {isOpen && (
        <section className="card">
          <h2>可以填报的岗位</h2>
          {others.length === 0 && <p className="soft">都已填报。</p>}
          <ul className="plain-list fair-wishes">
            {others.map(({ position, quota }) => (
              <li key={position.id}>
                <span className="grow">
                  {position.title} <span className="soft">{position.member.name}</span>
                  <br />
                  <span className="soft">
                    {[position.place, payText(position.pay), `${quota}人`, position.level, ...position.skills].join(
                      '　',
                    )}
                  </span>
                </span>
                <Button
                  aria-label={`填报${position.title}`}
                  disabled={wishes.length >= mostWishes}
                  onClick={() => setWishes([...wishes, position.id])}
                >
                  填报
                </Button>
              </li>
            ))}
          </ul>
        </section>
      )}
    </form>
  );
}
