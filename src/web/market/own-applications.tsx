import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { answered, client } from '#web/api/client.ts';
import { ProblemText } from '#web/ui/problem-text.tsx';
import { ApplicationNews, OfferPapers } from './application-news.tsx';
import { forgetMarket, type MarketPass } from './market-queries.ts';

type Own = MarketPass['applications'][number];

/** How the student's applications stand, and what it, or its guardian, may answer. */
export function OwnApplications({ token, pass }: { token: string; pass: MarketPass }) {
  return (
    <section className="card" aria-label="投递">
      <h2>{pass.isGuardian ? '投递' : '我的投递'}</h2>
      {pass.applications.length === 0 && (
        <p className="soft">{pass.isGuardian ? '还没有投递。' : '还没有投递。下面的岗位点“投递”，企业会收到。'}</p>
      )}
      <ul className="market-list">
        {pass.applications.map((each) => (
          <Application key={each.id} token={token} application={each} />
        ))}
      </ul>
    </section>
  );
}

function Application({ token, application }: { token: string; application: Own }) {
  const act = useMutation({
    mutationFn: (action: 'withdraw' | 'accept' | 'decline' | 'consent') =>
      answered(
        client.POST('/api/public/market/{token}/applications/{applicationId}/acts', {
          params: { path: { token, applicationId: application.id } },
          body: { action, version: application.version },
        }),
      ),
    onSettled: forgetMarket,
  });
  const { position, enterprise, stateLabel } = application;
  return (
    <li>
      <div className="grow">
        <strong>{position.title}</strong> {enterprise.name}　<span role="status">{stateLabel}</span>
        <ApplicationNews application={application} />
        {application.state === 'agreed' && (
          <OfferPapers at={`/api/public/market/${token}/applications/${application.id}`} kind={application.kind} />
        )}
      </div>
      <span className="actions">
        {application.actions.map(({ id, label }) => {
          const own = ownActions.find((each) => each === id);
          return (
            own && (
              <Button
                key={own}
                type={own === 'accept' || own === 'consent' ? 'primary' : 'default'}
                disabled={act.isPending}
                aria-label={`${label}${position.title}`}
                onClick={() =>
                  (own === 'accept' || own === 'consent' || confirm(`${label}“${position.title}”？`)) && act.mutate(own)
                }
              >
                {label}
              </Button>
            )
          );
        })}
      </span>
      {act.error && <ProblemText error={act.error} />}
    </li>
  );
}

const ownActions = ['accept', 'consent', 'decline', 'withdraw'] as const;
