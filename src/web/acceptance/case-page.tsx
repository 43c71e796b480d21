import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useParams, useSearch } from '@tanstack/react-router';
import { ConsortiumHead } from '#web/consortium/consortium-head.tsx';
import { Loaded } from '#web/ui/loaded.tsx';
import { momentText } from '#web/ui/moment.ts';
import { type Case, caseQuery } from './acceptance-queries.ts';
import { DecideOutcome } from './decide-outcome.tsx';
import { GiveOpinion } from './give-opinion.tsx';
import { Judgements } from './judgements.tsx';
import { Outcomes } from './outcomes.tsx';
import { OwnRecord } from './own-record.tsx';
import { ReportTexts } from './report-texts.tsx';
import { SecondLook } from './second-look.tsx';
import { SendRectification } from './send-rectification.tsx';
import './acceptance.css';

/** A consortium's acceptance: self-report, opinion, outcome and rectification, each for whoever's turn it is. */
export function CasePage() {
  const { id = '' } = useParams({ strict: false });
  const { batch } = useSearch({ strict: false });
  const found = useQuery(caseQuery(id, batch));
  const queryClient = useQueryClient();
  const reload = () => queryClient.invalidateQueries({ queryKey: ['acceptances'] });
  return (
    <>
      <ConsortiumHead id={id} title="验收" />
      <Loaded query={found}>
        {({ acceptances, acceptance }) =>
          acceptance === null ? (
            <p className="card">
              本联合体还没有参加验收。列入培育名单的批次开展验收后，自评报告在这里填写，届时会收到通知。
            </p>
          ) : (
            <>
              {acceptances.length > 1 && <Others consortiumId={id} acceptances={acceptances} current={acceptance.id} />}
              <Standing acceptance={acceptance} />
              <Outcomes consortiumId={id} acceptance={acceptance} />
              {acceptance.canRectify && (
                <SendRectification consortiumId={id} acceptance={acceptance} onReload={reload} />
              )}
              {acceptance.canVisit && (
                <SecondLook
                  key={acceptance.looks.at(-1)?.edit ?? 0}
                  consortiumId={id}
                  acceptance={acceptance}
                  onReload={reload}
                />
              )}
              {(acceptance.canDecide || acceptance.canLookAgain || acceptance.canAppeal) && (
                <DecideOutcome
                  key={acceptance.outcomes.length}
                  consortiumId={id}
                  acceptance={acceptance}
                  onReload={reload}
                />
              )}
              <Opinion acceptance={acceptance} />
              {acceptance.canOpine && <GiveOpinion consortiumId={id} acceptance={acceptance} onReload={reload} />}
              <Judgements acceptance={acceptance} />
              <ReportTexts key={acceptance.id} consortiumId={id} acceptance={acceptance} onReload={reload} />
              <OwnRecord acceptance={acceptance} />
            </>
          )
        }
      </Loaded>
    </>
  );
}

function Others(props: {
  consortiumId: string;
  acceptances: readonly { id: string; title: string }[];
  current: string;
}) {
  const { consortiumId, acceptances, current } = props;
  return (
    <p className="actions">
      {acceptances.map(({ id, title }) =>
        id === current ? (
          <strong key={id}>{title}</strong>
        ) : (
          <Link key={id} to="/consortia/$id/acceptance" params={{ id: consortiumId }} search={{ batch: id }}>
            {title}
          </Link>
        ),
      )}
    </p>
  );
}

/** Where it stands and whose turn it is. */
function Standing({ acceptance }: { acceptance: Case }) {
  const { title, id, year, stateLabel, next, stages, state } = acceptance;
  const stage = stages.find(
    ({ id: each }) => each === { reporting: 'application', opinion: 'recommendation' }[String(state)],
  );
  return (
    <section className="card">
      <h2>
        <Link to="/acceptances/$id" params={{ id }}>
          {title}
        </Link>
      </h2>
      <p role="status">
        <strong>{stateLabel}</strong>，{next}。按{year}年的数据。
        {stage && (
          <span className={stage.isClosed ? 'error' : 'warning'}>
            {stage.label}
            {stage.isClosed ? '已于' : '至'}
            {momentText(stage.closesAt)}
            {stage.isClosed ? '截止，不再受理；结论将按已有记录作出。' : '截止。'}
          </span>
        )}
      </p>
    </section>
  );
}

function Opinion({ acceptance: { opinion } }: { acceptance: Case }) {
  if (!opinion) return null;
  return (
    <section className="card">
      <h2>省级意见：{opinion.supports ? '建议通过' : '不建议通过'}</h2>
      <p className="said">{opinion.text}</p>
      <p className="soft">
        {opinion.by}，{momentText(opinion.at)}
      </p>
    </section>
  );
}
