import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { InlineForm } from '#web/ui/inline-form.tsx';
import { InlineInput } from '#web/ui/inline-input.tsx';
import { ProblemText } from '#web/ui/problem-text.tsx';
import { BidFiles } from './bid-files.tsx';
import { yuan } from './keywords.ts';
import { type Call, forgetTechnology } from './technology-queries.ts';

type Bid = Call['bids'][number];

/** The bids that the reader may see; experts score them, the secretariat names experts and chooses. */
export function BidsCard({ id, call }: { id: string; call: Call }) {
  const isSealed = call.opened === null;
  return (
    <>
      {call.canName && <NameJudge id={id} call={call} />}
      <section className="card" aria-label="标书">
        <div className="technology-head">
          <h2>标书</h2>
          {!isSealed && <span className="soft">{call.bids.length}份</span>}
        </div>
        {isSealed && <p className="soft">标书密封中。截止之后由秘书处开启，开启之前只显示本单位自己的标书。</p>}
        {!isSealed && call.bids.length === 0 && <p className="soft">没有您可以查看的标书。</p>}
        <ul className="technology-list">
          {call.bids.map((bid) => (
            <BidItem key={bid.id} id={id} call={call} bid={bid} />
          ))}
        </ul>
      </section>
    </>
  );
}

function BidItem({ id, call, bid }: { id: string; call: Call; bid: Bid }) {
  const own = bid.scores.find(({ isOwn }) => isOwn);
  const isScored = call.judges.length > 0 && call.judges.every(({ scored }) => scored === call.bids.length);
  const decide = useMutation({
    mutationFn: (text: string) =>
      answered(
        client.POST('/api/consortia/{id}/technology-calls/{callId}/acts', {
          params: { path: { id, callId: call.id } },
          body: { action: 'decide', version: call.version, bidId: bid.id, text },
        }),
      ),
    onSettled: forgetTechnology,
  });
  const choose = () => {
    const text = prompt(`选择“${bid.member.name}”中榜的理由（所有投标单位会收到结果）：`);
    if (text !== null) decide.mutate(text);
  };
  return (
    <li>
      <strong>{bid.member.name}</strong>　报价{yuan(bid.amount)}　{bid.days}天
      {bid.mean !== null && <strong>　平均{bid.mean}分</strong>}
      {bid.isOwn && <span className="soft">　本单位</span>}
      {call.winner?.id === bid.member.id && <span className="good">　中榜</span>}
      <p className="technology-text">{bid.plan}</p>
      <BidFiles id={id} call={call} bid={bid} />
      {bid.scores.map(({ score, reason, isOwn }) => (
        <p key={`${score} ${reason}`} className="soft">
          {isOwn ? '我的评分' : '专家评分'}
          {score}：{reason}
        </p>
      ))}
      {call.isJudge && call.state === 'opened' && <ScoreForm id={id} call={call} bid={bid} own={own} />}
      {call.actions.some((action) => action.id === 'decide') && isScored && (
        <p className="actions">
          <Button size="small" type="primary" loading={decide.isPending} onClick={choose}>
            选为中榜
          </Button>
        </p>
      )}
      {decide.error && <ProblemText error={decide.error} />}
    </li>
  );
}

function ScoreForm(props: { id: string; call: Call; bid: Bid; own: Bid['scores'][number] | undefined }) {
  const { id, call, bid, own } = props;
  const [score, setScore] = useState(own ? String(own.score) : '');
  const [reason, setReason] = useState(own?.reason ?? '');
  const save = useMutation({
    mutationFn: () =>
      answered(
        client.PUT('/api/consortia/{id}/technology-calls/{callId}/scores/{bidId}', {
          params: { path: { id, callId: call.id, bidId: bid.id } },
          body: { score: Number(score), reason },
        }),
      ),
    onSuccess: forgetTechnology,
  });
  return (
    <form
      className="actions"
      aria-label={`为${bid.member.name}评分`}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <InlineInput
        label="评分（0—100）"
        required
        inputMode="numeric"
        pattern="100|[1-9]?[0-9]"
        size={4}
        value={score}
        onChange={setScore}
      />
      <InlineInput label="理由" required maxLength={1000} size={40} value={reason} onChange={setReason} />
      <Button htmlType="submit" loading={save.isPending}>
        {own ? '修改评分' : '评分'}
      </Button>
      {save.error && <ProblemText error={save.error} />}
    </form>
  );
}

function NameJudge({ id, call }: { id: string; call: Call }) {
  const [email, setEmail] = useState('');
  const name = useMutation({
    mutationFn: () =>
      answered(
        client.POST('/api/consortia/{id}/technology-calls/{callId}/judges', {
          params: { path: { id, callId: call.id } },
          body: { email: email.trim() },
        }),
      ),
    onSuccess: async () => {
      setEmail('');
      await forgetTechnology();
    },
  });
  return (
    <InlineForm
      title="评审专家"
      aside="所在单位投标的应当回避"
      button="指定专家"
      sending={name}
      onSubmit={() => name.mutate()}
      outcome={name.isSuccess && '已指定，并发送消息。'}
    >
      {call.judges.length > 0 && (
        <p>{call.judges.map((judge) => `${judge.name}（已评${judge.scored}/${call.bids.length}）`).join('、')}</p>
      )}
      <InlineInput label="专家的登录邮箱" type="email" required maxLength={320} value={email} onChange={setEmail} />
    </InlineForm>
  );
}
