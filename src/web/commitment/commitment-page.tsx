import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { numberText } from '#core/figure/figure-text.ts';
import { meQuery } from '#web/api/queries.ts';
import { ConsortiumHead } from '#web/consortium/consortium-head.tsx';
import { Loaded } from '#web/ui/loaded.tsx';
import { AskForChange } from './ask-for-change.tsx';
import { type Commitment, type Commitments, type ComparedFigure, commitmentsQuery } from './commitment-queries.ts';
import { Explanation } from './explanation.tsx';
import { basisText, forecastText, fulfilmentText, paceText } from './outlook-text.ts';
import { RequestList } from './request-list.tsx';
import { Shares } from './shares.tsx';
import './commitments.css';

/** One commitment: what became of it, who bears which share, why it was kept or missed, and the requests to change it. */
export function CommitmentPage() {
  const { id = '', figure = '', year = '' } = useParams({ strict: false });
  const commitments = useQuery(commitmentsQuery(id));
  return (
    <>
      <ConsortiumHead id={id} title="承诺" />
      <p>
        <Link to="/consortia/$id/commitments" params={{ id }}>
          返回全部承诺
        </Link>
      </p>
      <Loaded query={commitments}>
        {(data) => {
          const found = data.figures.find((each) => each.figure === figure);
          const own = found?.years.find((each) => String(each.year) === year);
          if (!found || !own?.commitment)
            return <p className="card">这项数据在{year}年没有承诺，或者您无权查看。请返回全部承诺查看。</p>;
          return <Opened id={id} data={data} figure={found} year={own.year} commitment={own.commitment} />;
        }}
      </Loaded>
    </>
  );
}

type Opening = { id: string; figure: ComparedFigure; year: number; commitment: Commitment };

function Opened({ data, ...opening }: Opening & { data: Commitments }) {
  const { id, figure, year } = opening;
  const roles = useQuery(meQuery).data?.roles ?? [];
  const is = (...wanted: readonly string[]) =>
    roles.some(({ role, unit }) => unit.id === id && wanted.includes(role)) && data.closing === null;
  return (
    <>
      <Facts {...opening} data={data} />
      {!figure.isRate && <Shares {...opening} canSplit={is('secretariat')} />}
      <Explanation {...opening} canExplain={is('secretariat')} />
      {is('secretariat', 'park-authority') && !opening.commitment.isAsked && <AskForChange {...opening} />}
      <RequestList query={{ consortium: id }} only={{ figure: figure.figure, year }} />
    </>
  );
}

function Facts({ id, figure, year, commitment, data }: Opening & { data: Commitments }) {
  const actual = figure.years.find((each) => each.year === year)?.actual;
  const running = figure.running.year === year ? figure.running : undefined;
  return (
    <section className="card">
      <h2>
        {figure.label}　{year}年
      </h2>
      <dl className="entry-values">
        <div>
          <dt>承诺</dt>
          <dd>
            {numberText(commitment.value)}
            {figure.unit}
            {commitment.first !== commitment.value &&
              `（原承诺${numberText(commitment.first)}${figure.unit}，经批准调整）`}
            {!commitment.verified && '（列入名单时没有核实结论，按申报数）'}
          </dd>
        </div>
        <div>
          <dt>{figure.actualLabel ?? '实际'}</dt>
          <dd>
            {actual?.value ? `${numberText(actual.value)}${figure.unit}` : '暂无数据'}
            {actual && actual.entries > 0 && (
              <>
                {`，${actual.entries}条记录，其中双方确认${actual.confirmed}条　`}
                <Link
                  to="/consortia/$id/figures/$figure/$year"
                  params={{ id, figure: figure.actualFigure, year: String(year) }}
                >
                  查看来源
                </Link>
              </>
            )}
          </dd>
        </div>
        <div>
          <dt>兑现率</dt>
          <dd>{fulfilmentText(commitment)}</dd>
        </div>
        {running && (
          <div>
            <dt>年底预测</dt>
            <dd>
              {[paceText(running), forecastText(running, figure.unit, data.confidence), basisText(running)]
                .filter(Boolean)
                .join('；')}
            </dd>
          </div>
        )}
      </dl>
    </section>
  );
}
