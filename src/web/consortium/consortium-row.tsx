import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type Consortium, meQuery } from '#web/api/queries.ts';
import { momentText, remainingText } from '#web/ui/moment.ts';
import { BeginApplication } from './begin-application.tsx';

/** Who begins an application for a consortium. */
const applying: ReadonlySet<string> = new Set(['secretariat', 'park-authority']);

/** States that a published list leads to. */
const outcomes: ReadonlySet<string> = new Set(['listed', 'unlisted']);

/** One consortium: how far its form is, what is wrong with it, and what it needs next. */
export function ConsortiumRow({ consortium }: { consortium: Consortium }) {
  const { application } = consortium;
  const me = useQuery(meQuery).data;
  const isOwn = me?.roles.some(({ role, unit }) => unit.id === consortium.id && applying.has(role)) ?? false;
  if (!application) {
    return (
      <tr>
        <td data-label="联合体">
          {consortium.name}
          <Cultivated since={consortium.cultivatedSince} />
          <Rooms id={consortium.id} />
        </td>
        <td colSpan={6}>
          {isOwn ? <BeginApplication consortiumId={consortium.id} /> : <span className="soft">尚未申报</span>}
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
        <Cultivated since={consortium.cultivatedSince} />
        <div className="soft">{application.batch.title}</div>
        <Rooms id={consortium.id} />
      </td>
      <td data-label="依托园区">{consortium.park ?? '（未填）'}</td>
      <td data-label="状态">
        {application.stateLabel}
        {outcomes.has(application.state) && (
          <div>
            <Link to="/applications/$id/outcome" params={{ id: application.id }}>
              遴选结果
            </Link>
          </div>
        )}
      </td>
      <td data-label="已填" className="number">
        {answered}/{total}
        <progress value={answered} max={total} aria-hidden="true" />
      </td>
      <td data-label="问题">
        {application.errors === 0 && application.warnings === 0 && <span className="good">没有问题</span>}
        {application.errors > 0 && <div className="error">{application.errors}处错误</div>}
        {application.warnings > 0 && <div className="warning">{application.warnings}处提醒</div>}
      </td>
      <td data-label="截止时间">
        {momentText(application.deadline)}
        <div className="soft">{remainingText(application.deadline, Date.now())}</div>
      </td>
      <td data-label="接下来">
        {application.next}
        {isOwn && <BeginApplication consortiumId={consortium.id} besides={application.batch.id} />}
      </td>
    </tr>
  );
}

function Cultivated({ since }: { since: string | null }) {
  return since === null ? null : <div className="good">培育单位（{since}起）</div>;
}

/** The consortium's own work, beside its application. */
function Rooms({ id }: { id: string }) {
  return (
    <div className="actions">
      <Link to="/consortia/$id/ledgers" params={{ id }}>
        台账
      </Link>
      <Link to="/consortia/$id/evidence" params={{ id }}>
        证据材料
      </Link>
      <Link to="/consortia/$id/members" params={{ id }}>
        成员单位
      </Link>
    </div>
  );
}
