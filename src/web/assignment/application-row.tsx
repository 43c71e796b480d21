import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { Loaded } from '#web/ui/loaded.tsx';
import { type AssignedApplication, candidatesQuery, type Pair } from './assignment-query.ts';

type Choice = 'fixed' | 'forbidden' | 'free';

type RowProps = {
  batchId: string;
  application: AssignedApplication;
  fixed: readonly Pair[];
  forbidden: readonly Pair[];
  choose: (pair: Pair, choice: Choice) => void;
};

/** One application with its readers, proposed and present; opened, everyone who could read it. */
export function ApplicationRow({ batchId, application, fixed, forbidden, choose }: RowProps) {
  const [opened, setOpened] = useState(false);
  const { id, consortium, province, proposed, reading } = application;
  const has = (pairs: readonly Pair[], expertId: string) =>
    pairs.some(([one, expert]) => one === id && expert === expertId);
  const choiceOf = (expertId: string): Choice =>
    has(fixed, expertId) ? 'fixed' : has(forbidden, expertId) ? 'forbidden' : 'free';
  const now = reading.map(({ name, isFurther, hasBegun }) =>
    [name, isFurther && '（增加）', hasBegun && '（已开始）'].filter(Boolean).join(''),
  );
  return (
    <section className="card" aria-label={consortium}>
      <h2>
        {consortium} <span className="soft">{province}</span>
      </h2>
      {reading.length > 0 && <p>现在的审阅人：{now.join('、')}</p>}
      {proposed.length > 0 && (
        <ul className="plain-list">
          {proposed.map(({ expertId, name, points, because }) => (
            <li key={expertId} className="actions">
              <strong>{name}</strong>
              <span>{points}分</span>
              <span className="soft">{because || '领域没有相合之处'}</span>
              <Choices name={name} choice={choiceOf(expertId)} choose={(choice) => choose([id, expertId], choice)} />
            </li>
          ))}
        </ul>
      )}
      <p className="actions">
        <Button size="small" aria-expanded={opened} onClick={() => setOpened(!opened)}>
          {opened ? '收起' : '指定或排除专家'}
        </Button>
      </p>
      {opened && <Candidates batchId={batchId} applicationId={id} choiceOf={choiceOf} choose={choose} />}
    </section>
  );
}

function Choices({ name, choice, choose }: { name: string; choice: Choice; choose: (choice: Choice) => void }) {
  if (choice !== 'free')
    return (
      <>
        <span className={choice === 'fixed' ? 'good' : 'warning'}>{choice === 'fixed' ? '已指定' : '已排除'}</span>
        <Button size="small" aria-label={`不再指定或排除${name}`} onClick={() => choose('free')}>
          撤销
        </Button>
      </>
    );
  return (
    <>
      <Button size="small" aria-label={`指定${name}`} onClick={() => choose('fixed')}>
        指定
      </Button>
      <Button size="small" aria-label={`排除${name}`} onClick={() => choose('forbidden')}>
        排除
      </Button>
    </>
  );
}

const mostShown = 50;

function Candidates(props: {
  batchId: string;
  applicationId: string;
  choiceOf: (expertId: string) => Choice;
  choose: RowProps['choose'];
}) {
  const { batchId, applicationId, choiceOf, choose } = props;
  const [wanted, setWanted] = useState('');
  const candidates = useQuery(candidatesQuery(batchId, applicationId));
  return (
    <Loaded query={candidates}>
      {({ items }) => {
        const fitting = items.filter(({ name, employer }) =>
          [name, employer].some((text) => text.includes(wanted.trim())),
        );
        return (
          <>
            <label className="inline-field filters">
              查找
              <input
                className="text inline"
                placeholder="姓名或单位"
                value={wanted}
                onChange={(event) => setWanted(event.target.value)}
              />
              {fitting.length > mostShown && <span className="soft">列出匹配最高的{mostShown}人</span>}
            </label>
            <table className="data stacks">
              <thead>
                <tr>
                  <th>专家</th>
                  <th className="number">匹配</th>
                  <th>依据</th>
                  <th>选择</th>
                </tr>
              </thead>
              <tbody>
                {fitting.slice(0, mostShown).map(({ id, name, province, employer, points, because, bar }) => (
                  <tr key={id}>
                    <td data-label="专家">
                      {name}{' '}
                      <span className="soft">{[province, employer].filter((text) => text !== '').join('，')}</span>
                    </td>
                    <td data-label="匹配" className="number">
                      {points}分
                    </td>
                    <td data-label="依据">
                      {bar === null ? because || '—' : <span className="warning">须回避：{bar}</span>}
                    </td>
                    <td data-label="选择">
                      {bar === null && (
                        <div className="actions">
                          <Choices
                            name={name}
                            choice={choiceOf(id)}
                            choose={(choice) => choose([applicationId, id], choice)}
                          />
                        </div>
                      )}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </>
        );
      }}
    </Loaded>
  );
}
