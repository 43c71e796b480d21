import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type Consortium, consortiaQuery } from '#web/api/queries.ts';
import { Loaded } from '#web/ui/loaded.tsx';
import { momentText } from '#web/ui/moment.ts';
import { BeginApplication } from './begin-application.tsx';

/** The consortia one may see, and what each needs next. */
export function ConsortiaPage() {
  const consortia = useQuery(consortiaQuery);
  return (
    <>
      <div className="title-row">
        <h1>我的联合体</h1>
      </div>
      <Loaded query={consortia}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="card">您的账号目前没有可以查看的联合体。请联系邀请您的单位，或由系统管理员核对您的角色。</p>
          ) : (
            <>
              <Summaries
                batches={[
                  ...new Map(
                    items.flatMap(({ application }) =>
                      application ? [[application.batch.id, application.batch.title] as const] : [],
                    ),
                  ),
                ]}
              />
              <table className="data stacks">
                <thead>
                  <tr>
                    <th>联合体</th>
                    <th>依托园区</th>
                    <th>状态</th>
                    <th>进度</th>
                    <th>问题</th>
                    <th>截止时间</th>
                    <th>接下来</th>
                  </tr>
                </thead>
                <tbody>
                  {items.map((consortium) => (
                    <ConsortiumRow key={consortium.id} consortium={consortium} />
                  ))}
                </tbody>
              </table>
            </>
          )
        }
      </Loaded>
    </>
  );
}

function Summaries({ batches }: { batches: readonly (readonly [id: string, title: string])[] }) {
  return (
    <ul className="plain-list actions" style={{ marginBottom: 10 }}>
      {batches.map(([id, title]) => (
        <li key={id}>
          <a href={`/api/batches/${id}/summary.xlsx`} download>
            下载汇总表：{title}（Excel）
          </a>
        </li>
      ))}
    </ul>
  );
}

function ConsortiumRow({ consortium }: { consortium: Consortium }) {
  const { application } = consortium;
  if (!application) {
    return (
      <tr>
        <td data-label="联合体">{consortium.name}</td>
        <td colSpan={6}>
          <BeginApplication consortiumId={consortium.id} />
        </td>
      </tr>
    );
  }
  const { answered, total } = application.progress;
  return (
    <tr>
      <td data-label="联合体">
        <Link to="/applications/$id" params={{ id: application.id }}>
          <strong>{consortium.name}</strong>
        </Link>
      </td>
      <td data-label="依托园区">{consortium.park ?? '（未填）'}</td>
      <td data-label="状态">{application.stateLabel}</td>
      <td data-label="进度">
        {answered}/{total}
      </td>
      <td data-label="问题">
        <span className={application.errors > 0 ? 'error' : 'good'}>{application.errors}处错误</span>
        {application.warnings > 0 && <span className="warning">，{application.warnings}处提醒</span>}
      </td>
      <td data-label="截止时间">{momentText(application.deadline)}</td>
      <td data-label="接下来">{application.next}</td>
    </tr>
  );
}
