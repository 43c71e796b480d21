import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { ConsortiumTabs } from '#web/consortium/consortium-head.tsx';
import { ReturnQuality } from '#web/quality/return-quality.tsx';
import { Loaded } from '#web/ui/loaded.tsx';
import { momentText, remainingText } from '#web/ui/moment.ts';
import { ActOnReturn } from './act-on-return.tsx';
import { type Return, returnQuery } from './collection-queries.ts';
import { EditCell } from './edit-cell.tsx';
import { ReturnFigures } from './return-figures.tsx';
import './collection.css';

/** One return: filled in and sent by the consortium, judged level by level. */
export function ReturnPage() {
  const { id = '', collectionId = '' } = useParams({ strict: false });
  const data = useQuery(returnQuery(id, collectionId));
  const queryClient = useQueryClient();
  const reload = () => void queryClient.invalidateQueries({ queryKey: returnQuery(id, collectionId).queryKey });
  return (
    <Loaded query={data}>
      {(one) => (
        <>
          <Head data={one} />
          <Latest data={one} />
          <Changes data={one} />
          {one.revision === null && !one.canEdit ? (
            <p className="card">联合体还没有报送。报送之后，这里显示固定下来的数据和文字。</p>
          ) : (
            <>
              <Texts data={one} onSaved={reload} />
              <ReturnFigures data={one} onSaved={reload} />
            </>
          )}
          <ReturnQuality consortiumId={one.consortium.id} year={one.collection.year} isBeforeSending={one.canEdit} />
          <Plan data={one} />
          <ActOnReturn key={one.version} data={one} />
          <Acts data={one} />
        </>
      )}
    </Loaded>
  );
}

function Head({ data }: { data: Return }) {
  const { consortium, collection, stateLabel, revision, levels } = data;
  const file = `/api/consortia/${consortium.id}/returns/${collection.id}/return`;
  const [own] = levels;
  return (
    <header>
      <title>{`${collection.title} - ${consortium.name} - 联合体`}</title>
      <div className="title-row">
        <h1>{consortium.name}</h1>
        <span className="state">{stateLabel}</span>
        <span className="space" />
        {revision && (
          <>
            <a href={`${file}.docx`} download>
              Word
            </a>
            <a href={`${file}.pdf`} target="_blank" rel="noreferrer">
              PDF（新窗口）
            </a>
          </>
        )}
      </div>
      <ConsortiumTabs id={consortium.id} />
      <p>
        <Link to="/collections/$id" params={{ id: collection.id }}>
          {collection.title}
        </Link>
        <span className="soft return-because">
          　{collection.because}。
          {own && `应于${momentText(own.dueAt)}前报送（${remainingText(own.dueAt, Date.now())}）。`}
          {!collection.isBegun && `${momentText(collection.opensAt)}开始填报。`}
        </span>
      </p>
      {collection.note !== '' && <p>{collection.note}</p>}
      {revision && (
        <p className="soft">
          第{revision.number}次报送，{revision.sentBy}，{momentText(revision.sentAt)}；摘要
          <span className="digest">{revision.digest.slice(0, 16)}…</span>
        </p>
      )}
    </header>
  );
}

/** Why the return came back, for whoever has to mend it. */
function Latest({ data }: { data: Return }) {
  const last = data.acts.at(-1);
  if (data.state !== 'returned' || !last) return null;
  return (
    <section className="card" aria-label="退回意见">
      <h2>
        {last.levelLabel}：{last.actionLabel}
      </h2>
      {last.text !== '' && <p className="warning">{last.text}</p>}
      <ul>
        {last.remarks.map(({ cell, label, text }) => (
          <li key={cell}>
            <strong>{label}</strong>：{text}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Only what has to be read again. */
function Changes({ data }: { data: Return }) {
  const { changes, revision } = data;
  if (!changes || !revision || changes.since.revision === revision.number) return null;
  return (
    <section className="card">
      <h2>
        上次审核（第{changes.since.revision}次报送）以来的变化：{changes.cells.length}处
      </h2>
      <p className="soft">
        共{changes.total}项，其余{changes.total - changes.cells.length}项没有变化，不必重看。
      </p>
      {changes.cells.length > 0 && (
        <table className="data stacks">
          <thead>
            <tr>
              <th>填报项</th>
              <th>原来</th>
              <th>现在</th>
            </tr>
          </thead>
          <tbody>
            {changes.cells.map(({ cell, label, before, after }) => (
              <tr key={cell}>
                <td data-label="填报项">{label}</td>
                <td data-label="原来">{before ?? '（空）'}</td>
                <td data-label="现在">{after ?? '（空）'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function Texts({ data, onSaved }: { data: Return; onSaved: () => void }) {
  const path = { id: data.consortium.id, collectionId: data.collection.id };
  return (
    <section className="card">
      <h2>文字部分</h2>
      {data.texts.map(({ id, label, limit, required, value, version }) =>
        data.canEdit ? (
          <EditCell
            key={id}
            cell={id}
            label={`${label}${required ? '' : '（选填）'}`}
            value={value}
            version={version}
            limit={limit}
            path={path}
            rows={6}
            onSaved={onSaved}
          />
        ) : (
          <section key={id}>
            <h3>{label}</h3>
            <p className="return-text">{value === '' ? '（未填）' : value}</p>
          </section>
        ),
      )}
    </section>
  );
}

/** The plan whose fulfilment is judged with this return, and the years that were not fulfilled. */
function Plan({ data }: { data: Return }) {
  const { judges, strikes, consortium } = data;
  if (!judges) return null;
  const standing = strikes.filter(({ withdrawn }) => !withdrawn);
  return (
    <section className="card">
      <h2>年度建设计划的完成情况</h2>
      <p>
        {judges.plan ? (
          <Link
            to="/consortia/$id/returns/$collectionId"
            params={{ id: consortium.id, collectionId: judges.plan.collectionId }}
          >
            {judges.plan.title}
          </Link>
        ) : (
          <span className="soft">没有报送过本年度的建设计划</span>
        )}
        ：省级判定
        {judges.fulfilled === null ? '尚未作出' : judges.fulfilled ? '完成' : <strong className="error">未完成</strong>}
        。
      </p>
      {standing.map(({ year, reason }) => (
        <p key={year} className="warning">
          {year}年计划未完成：{reason}
        </p>
      ))}
    </section>
  );
}

function Acts({ data }: { data: Return }) {
  if (data.acts.length === 0) return null;
  return (
    <section className="card">
      <h2>办理记录</h2>
      <ol>
        {data.acts.map(({ version, levelLabel, actionLabel, revision, text, remarks, by, at }) => (
          <li key={version}>
            {momentText(at)}　{levelLabel}：{actionLabel}
            {revision !== null && `（第${revision}次报送）`}　<span className="soft">{by}</span>
            {text !== '' && <div>{text}</div>}
            {remarks.map((one) => (
              <div key={one.cell} className="soft">
                {one.label}：{one.text}
              </div>
            ))}
          </li>
        ))}
      </ol>
    </section>
  );
}
