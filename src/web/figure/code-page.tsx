import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { figureText, numberText } from '#core/figure/figure-text.ts';
import { ApiProblem } from '#web/api/client.ts';
import { ConsortiumHead } from '#web/consortium/consortium-head.tsx';
import { Loaded } from '#web/ui/loaded.tsx';
import { momentText } from '#web/ui/moment.ts';
import { standings, summaryOf } from './entry-line.ts';
import { OpenedFigure } from './figure-page.tsx';
import { codeQuery, type OpenCode } from './figure-queries.ts';
import { FindByCode } from './find-by-code.tsx';
import './figures.css';

/** A figure by the code printed beside it on paper: as printed, as it is now, what changed between, and why it is this number. */
export function CodePage() {
  const { code = '' } = useParams({ strict: false });
  return code === '' ? <Asked /> : <Opened key={code} code={code} />;
}

function Asked() {
  return (
    <>
      <title>按数据码查数 - 联合体</title>
      <div className="title-row">
        <h1>按数据码查数</h1>
      </div>
      <section className="card">
        <p>数据码印在“数据溯源表”每个数的右边，如 7KQ2M-9XWPP。输入后可查到这个数的算法、单位、记录、各方和证据。</p>
        <FindByCode />
      </section>
    </>
  );
}

function Opened({ code }: { code: string }) {
  const opened = useQuery(codeQuery(code));
  if (opened.error instanceof ApiProblem && [404, 422].includes(opened.error.status))
    return (
      <>
        <Asked />
        <p className="card error" role="alert">
          {opened.error.status === 404
            ? '没有这个数据码，或者您无权查看它所指的数据。请核对输入；如与纸面一致，请联系印制单位。'
            : opened.error.message}
        </p>
      </>
    );
  return (
    <Loaded query={opened}>
      {(data) => (
        <>
          <ConsortiumHead id={data.consortium.id} title="按数据码查数" />
          <FindByCode code={data.code} />
          <SincePrinted data={data} />
          <OpenedFigure id={data.consortium.id} figure={data.figure} year={data.year} />
        </>
      )}
    </Loaded>
  );
}

function SincePrinted({ data }: { data: OpenCode }) {
  const { code, label, unit, year, printed, now, printedAt, changes } = data;
  const before = figureText(printed.value, printed.counted, unit);
  const after = figureText(now.value, now.counted, unit);
  return (
    <section className="card" aria-label="印发以来">
      <h2>
        数据码 <span className="figure-code">{code}</span>
      </h2>
      <p>
        {label}　{year}年　<span className="soft">{momentText(printedAt)}印发</span>
      </p>
      {before === after ? (
        <p role="status" className="good">
          印发时{before}，现在未变。
        </p>
      ) : (
        <p role="status" className="warning">
          印发时<strong>{before}</strong>，现为<strong>{after}</strong>。
        </p>
      )}
      {changes.items === null && (
        <p className="soft">这个数的记录很多，印发时没有逐条留存；变动请看下面各条记录的经过。</p>
      )}
      {changes.items !== null && changes.total > 0 && <Changes data={data} items={changes.items} />}
    </section>
  );
}

type Change = NonNullable<OpenCode['changes']['items']>[number];

function Changes({ data, items }: { data: OpenCode; items: readonly Change[] }) {
  const { consortium, changes } = data;
  return (
    <>
      <h3>
        印发以来变动的记录（{changes.total}条{changes.total > items.length && `，列出最近${items.length}条`}）
      </h3>
      <table className="data stacks">
        <thead>
          <tr>
            <th>内容</th>
            <th className="number">印发时计入</th>
            <th className="number">现在计入</th>
            <th>最近变动</th>
          </tr>
        </thead>
        <tbody>
          {items.map((entry) => (
            <tr key={entry.id}>
              <td data-label="内容">
                <Link
                  to="/consortia/$id/ledgers/$kind"
                  params={{ id: consortium.id, kind: entry.kind }}
                  search={{ entry: entry.id }}
                >
                  {summaryOf(entry.values, changes.names, data.kind.fields)}
                </Link>
              </td>
              <td data-label="印发时计入" className="number">
                {addedText(entry.before)}
              </td>
              <td data-label="现在计入" className="number">
                {addedText(entry.after)}
                {entry.after === null && entry.standing === 'withdrawn' && <div className="soft">已撤回</div>}
              </td>
              <td data-label="最近变动">{momentText(entry.changedAt)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

/** What an entry added: `30（已确认）`; nothing is added while the sides differ. */
function addedText(added: Change['before']): string {
  if (added === null) return '未计入';
  const { standing, amount, base } = added;
  const name = standings[standing] ?? standing;
  if (standing === 'disputed') return `不计（${name}）`;
  return `${numberText(amount)}${base === null ? '' : `/${numberText(base)}`}（${name}）`;
}
