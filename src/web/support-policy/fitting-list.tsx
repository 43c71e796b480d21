import { useMutation, useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { Loaded } from '#web/ui/loaded.tsx';
import { Pager } from '#web/ui/pager.tsx';
import { ProblemText } from '#web/ui/problem-text.tsx';
import {
  type Clause,
  type Fitting,
  fittingPage,
  fittingQuery,
  type OpenPolicy,
  type Outcome,
} from './policy-queries.ts';
import { outcomeTexts, standingTexts } from './policy-texts.ts';
import { ReasonList } from './reason-list.tsx';

/** Whom a clause fits, may fit or does not, and why; those that fit and have not applied can be told. */
export function FittingList({ id, policy, clause }: { id: string; policy: OpenPolicy; clause: Clause }) {
  const [asked, setAsked] = useState<Fitting>({ clause: clause.id, outcome: 'fits', without: true, offset: 0 });
  const found = useQuery(fittingQuery(id, policy.id, asked));
  const look = (more: Partial<Fitting>) => setAsked({ ...asked, offset: 0, ...more });
  return (
    <div className="policy-fitting">
      <div className="filters">
        <label>
          结果{' '}
          <select
            className="text"
            value={asked.outcome}
            onChange={(event) => look({ outcome: event.target.value as Outcome })}
          >
            {Object.entries(outcomeTexts).map(([outcome, text]) => (
              <option key={outcome} value={outcome}>
                {text}
              </option>
            ))}
          </select>
        </label>
        <label>
          <input
            type="checkbox"
            checked={asked.without}
            onChange={(event) => look({ without: event.target.checked })}
          />{' '}
          只看没有申请的
        </label>
        {policy.manages && <Remind id={id} policyId={policy.id} />}
      </div>
      <Loaded query={found}>
        {({ total, items }) => (
          <>
            {items.length === 0 && <p className="soft">没有这样的单位。</p>}
            {items.map(({ member, reasons, standing }) => (
              <details key={member.id} className="policy-member">
                <summary>
                  {member.name}
                  {standing !== 'none' && <span className="soft">　{standingTexts[standing]}</span>}
                </summary>
                <ReasonList id={id} memberId={member.id} reasons={reasons} />
              </details>
            ))}
            <Pager
              page={asked.offset / fittingPage}
              pages={Math.ceil(total / fittingPage)}
              onPage={(page) => look({ offset: page * fittingPage })}
            />
          </>
        )}
      </Loaded>
    </div>
  );
}

function Remind({ id, policyId }: { id: string; policyId: string }) {
  const remind = useMutation({
    mutationFn: () =>
      answered(
        client.POST('/api/consortia/{id}/policies/{policyId}/reminders', { params: { path: { id, policyId } } }),
      ),
  });
  return (
    <>
      <Button size="small" loading={remind.isPending} onClick={() => remind.mutate()}>
        通知符合而没有申请的单位
      </Button>
      <span role="status" className="good">
        {remind.data &&
          (remind.data.members === 0
            ? '今天已经通知过，或没有这样的单位'
            : `已通知${remind.data.members}家单位的${remind.data.people}人${remind.data.mails > 0 ? '，并发邮件' : ''}`)}
      </span>
      {remind.error && <ProblemText error={remind.error} />}
    </>
  );
}
