import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { termTexts } from '#core/apprenticeship/term-texts.ts';
import { answered, client } from '#web/api/client.ts';
import { ConsortiumHead } from '#web/consortium/consortium-head.tsx';
import { InlineInput } from '#web/ui/inline-input.tsx';
import { Loaded } from '#web/ui/loaded.tsx';
import { momentText } from '#web/ui/moment.ts';
import { ProblemText } from '#web/ui/problem-text.tsx';
import { AlertList } from './alert-list.tsx';
import './apprenticeship.css';
import { AmendmentsCard } from './amendments-card.tsx';
import { ApprenticesCard } from './apprentices-card.tsx';
import { type Apprenticeship, apprenticeshipQuery, forgetApprenticeships } from './apprenticeship-queries.ts';
import { TermsFields } from './terms-fields.tsx';
import { termsOf, typedOf } from './typed-terms.ts';

/** One agreement: what is agreed, who has signed, and its students from the call to the end. */
export function ApprenticeshipPage() {
  const { id = '', apprenticeshipId = '' } = useParams({ strict: false });
  const agreement = useQuery(apprenticeshipQuery(id, apprenticeshipId));
  return (
    <>
      <ConsortiumHead id={id} title="三方协议" />
      <p>
        <Link to="/consortia/$id/apprenticeships" params={{ id }}>
          返回学徒与实习
        </Link>
      </p>
      <Loaded query={agreement}>
        {(data) => (
          <>
            <AgreementCard id={id} agreement={data} />
            <AmendmentsCard id={id} agreement={data} />
            <ApprenticesCard id={id} agreement={data} />
          </>
        )}
      </Loaded>
    </>
  );
}

function AgreementCard({ id, agreement }: { id: string; agreement: Apprenticeship }) {
  const [isChanging, setChanging] = useState(false);
  const act = useMutation({
    mutationFn: (action: Apprenticeship['actions'][number]['id']) =>
      answered(
        client.POST('/api/consortia/{id}/apprenticeships/{apprenticeshipId}/acts', {
          params: { path: { id, apprenticeshipId: agreement.id } },
          body: { action, version: agreement.version },
        }),
      ),
    onSuccess: forgetApprenticeships,
  });
  return (
    <section className="card" aria-label="协议内容">
      <div className="apprenticeship-head">
        <h2>
          {agreement.kindLabel}：{agreement.post}
        </h2>
        <strong>{agreement.stateLabel}</strong>
        {agreement.text > 1 && <span className="soft">第{agreement.text}稿</span>}
      </div>
      <p>
        {agreement.school.name}　{agreement.enterprise.name}　{agreement.major}　{agreement.startsOn}至
        {agreement.endsOn}
      </p>
      {isChanging ? (
        <ChangeTerms key={agreement.version} id={id} agreement={agreement} onClose={() => setChanging(false)} />
      ) : (
        <TermsList agreement={agreement} />
      )}
      <AlertList alerts={agreement.alerts} />
      <Signatures agreement={agreement} />
      {!isChanging && (agreement.actions.length > 0 || agreement.canChange) && (
        <p className="actions">
          {agreement.actions.map(({ id: action, label }) => (
            <Button
              key={action}
              type={action === 'cancel' ? 'default' : 'primary'}
              loading={act.isPending}
              onClick={() => (action !== 'cancel' || confirm('作废后不能恢复。继续？')) && act.mutate(action)}
            >
              {label}
            </Button>
          ))}
          {agreement.canChange && (
            <Button onClick={() => setChanging(true)}>{agreement.state === 'draft' ? '修改' : '另立一稿'}</Button>
          )}
        </p>
      )}
      {act.error && <ProblemText error={act.error} />}
    </section>
  );
}

function TermsList({ agreement: { terms } }: { agreement: Apprenticeship }) {
  return (
    <dl className="agreement-terms">
      {termTexts(terms).map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Signatures({ agreement: { texts, state } }: { agreement: Apprenticeship }) {
  if (state === 'draft') return null;
  return (
    <ul className="plain-list" aria-label="签署">
      {texts.map(({ number, reason, signatures }) => (
        <li key={number}>
          第{number}稿{reason !== '' && `（${reason}）`}：
          {(['school', 'enterprise'] as const)
            .map((side) => {
              const given = signatures.find((each) => each.side === side);
              const name = side === 'school' ? '学校' : '企业';
              return given ? `${name}${momentText(given.at).slice(0, -3)}签署` : `${name}未签署`;
            })
            .join('，')}
        </li>
      ))}
    </ul>
  );
}

function ChangeTerms({ id, agreement, onClose }: { id: string; agreement: Apprenticeship; onClose: () => void }) {
  const [typed, setTyped] = useState(() => typedOf(agreement.terms));
  const [reason, setReason] = useState('');
  const isDraft = agreement.state === 'draft';
  const save = useMutation({
    mutationFn: () =>
      answered(
        client.PUT('/api/consortia/{id}/apprenticeships/{apprenticeshipId}/terms', {
          params: { path: { id, apprenticeshipId: agreement.id } },
          body: { terms: termsOf(typed), reason, version: agreement.version },
        }),
      ),
    onSuccess: async () => {
      await forgetApprenticeships();
      onClose();
    },
  });
  return (
    <form
      aria-label="修改协议"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <TermsFields typed={typed} onType={setTyped} />
      {!isDraft && (
        <div className="actions">
          <InlineInput label="变更原因" required maxLength={500} value={reason} onChange={setReason} />
          <span className="soft">保存为新的一稿，各方重新签署。</span>
        </div>
      )}
      <p className="actions">
        <Button type="primary" htmlType="submit" loading={save.isPending}>
          保存
        </Button>
        <Button onClick={onClose}>取消</Button>
      </p>
      {save.error && <ProblemText error={save.error} />}
    </form>
  );
}
