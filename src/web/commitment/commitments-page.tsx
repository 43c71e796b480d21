import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { meQuery } from '#web/api/queries.ts';
import { ConsortiumHead } from '#web/consortium/consortium-head.tsx';
import { Loaded } from '#web/ui/loaded.tsx';
import { momentText } from '#web/ui/moment.ts';
import { type Commitments, commitmentsQuery } from './commitment-queries.ts';
import { ComparisonTable } from './comparison-table.tsx';
import { OwnShares } from './own-shares.tsx';
import './commitments.css';

/** A consortium's commitments beside what became of them; to a member, its own shares. */
export function CommitmentsPage() {
  const { id = '' } = useParams({ strict: false });
  const roles = useQuery(meQuery).data?.roles;
  const isMember = roles?.every(({ role }) => role === 'member-reporter');
  return (
    <>
      <ConsortiumHead id={id} title="承诺" />
      {isMember === true && <OwnShares id={id} />}
      {isMember === false && <Compared id={id} />}
    </>
  );
}

function Compared({ id }: { id: string }) {
  const commitments = useQuery(commitmentsQuery(id));
  return (
    <Loaded query={commitments}>
      {(data) => (
        <>
          <Summary id={id} data={data} />
          <ComparisonTable id={id} data={data} />
        </>
      )}
    </Loaded>
  );
}

function Summary({ id, data: { figures, closing } }: { id: string; data: Commitments }) {
  const promises = figures.flatMap(({ years, running }) =>
    years.flatMap(({ year, commitment }) => (commitment ? [{ ...commitment, isOver: year < running.year }] : [])),
  );
  const missed = promises.filter(({ fulfilment }) => fulfilment.state !== 'kept');
  const short = missed.filter(({ isOver, fulfilment }) => isOver && fulfilment.state === 'short').length;
  const unknown = missed.filter(({ isOver, fulfilment }) => isOver && fulfilment.state === 'unknown').length;
  const running = missed.filter(({ isOver }) => !isOver).length;
  const asked = promises.filter(({ isAsked }) => isAsked).length;
  if (promises.length === 0)
    return (
      <p className="card">
        这个联合体还没有承诺：列入培育名单时，推荐书中经核实的以后年度数据成为承诺。下表先列出台账的实际数据。
      </p>
    );
  return (
    <section className="card" aria-label="兑现情况">
      <p className="summary-row">
        <span>
          承诺<strong>{promises.length}</strong>项
        </span>
        <span className="good">
          已兑现<strong>{promises.length - missed.length}</strong>项
        </span>
        <span className="warning">
          未达到<strong>{short}</strong>项
        </span>
        {running > 0 && (
          <span>
            年度未结束<strong>{running}</strong>项
          </span>
        )}
        {unknown > 0 && (
          <span className="soft">
            暂无数据<strong>{unknown}</strong>项
          </span>
        )}
        <Link to="/commitment-requests" search={{ consortium: id }}>
          调整申请{asked > 0 && `（${asked}件在办）`}
        </Link>
      </p>
      {closing ? (
        <p className="actions">
          <span>
            {momentText(closing.closedAt)}出具承诺兑现单，承诺已封存。摘要{' '}
            <span className="digest">{closing.digest.slice(0, 16)}…</span>
          </span>
          <a href={`/api/consortia/${id}/commitment-closings/${closing.id}/closing.docx`} download>
            下载承诺兑现单（Word）
          </a>
          <a href={`/api/consortia/${id}/commitment-closings/${closing.id}/closing.pdf`} download>
            下载承诺兑现单（PDF）
          </a>
        </p>
      ) : (
        <p className="soft">
          点承诺的数值，可分解到成员单位、说明兑现情况或申请调整。只列一个数的年度没有承诺，该数是台账的实际。
        </p>
      )}
    </section>
  );
}
