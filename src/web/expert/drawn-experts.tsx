import { Button } from 'antd';
import { answered, client } from '#web/api/client.ts';
import { momentText } from '#web/ui/moment.ts';
import { ProblemText } from '#web/ui/problem-text.tsx';
import { type BatchExperts, type PooledExpert, useBatchChange } from './expert-queries.ts';

/** Who was drawn: what each answered, and who follows where one cannot. */
export function DrawnExperts({ experts }: { experts: BatchExperts }) {
  const { batch, pool, replacements } = experts;
  const replace = useBatchChange(batch.id, (order: { expertId: string; reason: string }) =>
    answered(
      client.POST('/api/batches/{id}/experts/replacements', { params: { path: { id: batch.id } }, body: order }),
    ),
  );
  const drawn = pool.filter(({ standing }) => standing === 'drawn');
  if (drawn.length === 0) return null;
  const count = (answer: PooledExpert['answer']) => drawn.filter((expert) => expert.answer === answer).length;
  const reserve = pool.filter(({ standing }) => standing === 'reserve').length;
  return (
    <section className="card">
      <h2>抽中的专家（{drawn.length}人）</h2>
      <p>
        同意参加{count('accepted')}人，不能参加{count('declined')}人，尚未答复{count(null)}人；候补{reserve}人。
        没有账号的，请到专家库邀请。
      </p>
      <table className="data stacks">
        <thead>
          <tr>
            <th>专家</th>
            <th>单位</th>
            <th>答复</th>
            <th className="number">份数</th>
            <th className="number">须回避</th>
            <th>递补</th>
          </tr>
        </thead>
        <tbody>
          {drawn.map((expert) => (
            <tr key={expert.id}>
              <td data-label="专家">
                {expert.name}
                {!expert.hasAccount && <span className="warning">（没有账号）</span>}
              </td>
              <td data-label="单位">
                {expert.province} {expert.employer}
              </td>
              <td data-label="答复">
                {expert.answer === 'accepted' && <span className="good">同意参加</span>}
                {expert.answer === 'declined' && <span className="warning">不能参加：{expert.reason}</span>}
                {expert.answer === null && <span className="soft">尚未答复</span>}
              </td>
              <td data-label="份数" className="number">
                {expert.load}
              </td>
              <td data-label="须回避" className="number">
                {expert.barred}份
              </td>
              <td data-label="递补">
                <Button
                  size="small"
                  aria-label={`由下一位递补${expert.name}`}
                  onClick={() => {
                    const reason = prompt(`${expert.name}退出的理由`, expert.reason)?.trim();
                    if (reason) replace.mutate({ expertId: expert.id, reason });
                  }}
                >
                  由下一位递补
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <ProblemText error={replace.error} />
      {replacements.length > 0 && (
        <>
          <h3>递补记录</h3>
          <ul>
            {replacements.map(({ id, out, in: next, position, reason, by, at }) => (
              <li key={id}>
                {momentText(at)}，{out}退出（{reason}），
                {next === null ? '候补已用完，没有递补' : `由抽取次序第${position}位的${next}递补`}。
                <span className="soft">{by}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
