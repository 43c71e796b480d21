import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { ApiProblem } from '#web/api/client.ts';
import { Loaded } from '#web/ui/loaded.tsx';
import { momentText } from '#web/ui/moment.ts';
import { MeetMinutes } from '#web/vote/meet-minutes.tsx';
import { MeetVotes } from '#web/vote/meet-votes.tsx';
import './council.css';
import { type PassMeeting, passQuery } from './council-queries.ts';
import { MeetAttendance } from './meet-attendance.tsx';
import { MeetProxy } from './meet-proxy.tsx';
import { MeetReply } from './meet-reply.tsx';
import { useLive } from './use-live.ts';

/** A holder's own way into a meeting, on a phone: reply, papers, proxy, signing in and leaving. Whoever has the link has the seat. */
export function MeetPage() {
  const { token = '' } = useParams({ strict: false });
  const pass = useQuery(passQuery(token));
  return (
    <main id="main" className="meet">
      {pass.error instanceof ApiProblem && pass.error.status === 404 ? (
        <p className="card error" role="alert">
          这个参会链接无效，或已重发了新的链接。请用最近收到的链接，或与秘书处联系。
        </p>
      ) : (
        <Loaded query={pass}>{(data) => <Meet token={token} data={data} />}</Loaded>
      )}
    </main>
  );
}

function Meet({ token, data }: { token: string; data: PassMeeting }) {
  const { meeting, agenda, papers, seat } = data;
  // Then a vote is an attendance, too.
  const isWritten = meeting.kind === 'circulated';
  const queryClient = useQueryClient();
  const reload = () => queryClient.invalidateQueries({ queryKey: ['meet', token] });
  const reloadMotions = async () => {
    await queryClient.invalidateQueries({ queryKey: ['meet', token, 'minutes'] });
    await queryClient.invalidateQueries({ queryKey: ['meet', token, 'motions'] });
  };
  const later = useRef<{ timer: ReturnType<typeof setTimeout>; ask: () => Promise<void> }>(undefined);
  useEffect(() => () => clearTimeout(later.current?.timer), []);
  const { live, isConnected } = useLive(`/api/public/meet/${token}/events`, data.live, (now, before) => {
    if (now.state === before.state && now.marks === before.marks) return;
    clearTimeout(later.current?.timer);
    // A hall of phones asks neither all at once nor for what has not changed.
    const ask = now.state === before.state ? (later.current?.ask ?? reloadMotions) : reload;
    const run = () => {
      later.current = undefined;
      void ask();
    };
    later.current = {
      ask,
      timer: setTimeout(run, Math.random() * Math.min(3000, now.vote ? now.vote.seats * 1.5 : 2000)),
    };
  });
  const state = {
    draft: '',
    called: '待召开',
    open: '进行中',
    closed: '已结束',
    confirmed: '已结束',
    cancelled: '已取消',
  };
  return (
    <>
      <title>{`${meeting.title} - ${meeting.consortium}`}</title>
      <header>
        <p className="soft">{meeting.consortium}</p>
        <h1>{meeting.title}</h1>
        <p>
          <strong>{state[live.state]}</strong>　{momentText(meeting.opensAt).slice(0, -3)}
        </p>
        {meeting.place && <p>{meeting.place}</p>}
        <p>
          <strong>{seat.name}</strong>{' '}
          <span className="soft">
            {seat.organisation}　{seat.roleLabel}
          </span>
        </p>
      </header>
      {!isConnected && (
        <p className="warning" role="status">
          网络中断，正在重新连接。
        </p>
      )}
      {!seat.inTerm && (
        <p className="card error" role="alert">
          您的任期不在会议当天，不能签到、委托或表决。如有疑问，请与秘书处联系。
        </p>
      )}
      {seat.inTerm && (
        <>
          {live.state === 'called' && !seat.present && <MeetReply token={token} data={data} onDone={reload} />}
          <MeetAttendance token={token} data={data} live={live} onDone={reload} />
          {(live.state === 'called' || live.state === 'open') && !seat.present && data.mostProxies > 0 && (
            <MeetProxy token={token} data={data} onDone={reload} />
          )}
          <MeetVotes token={token} data={data} live={live} onDone={isWritten ? reload : reloadMotions} />
          <MeetMinutes token={token} seatId={seat.id} onDone={reload} />
        </>
      )}
      <section className="card">
        <h2>议程</h2>
        <ol className="agenda">
          {agenda.map((item) => (
            <li key={item.id} aria-current={item.id === live.itemId ? 'step' : undefined}>
              {item.title}
            </li>
          ))}
        </ol>
        <h2>会议材料</h2>
        {papers.length === 0 && <p className="soft">没有材料。</p>}
        <ul className="plain-list">
          {papers.map(({ id, name }) => (
            <li key={id}>
              <a href={`/api/public/meet/${token}/papers/${id}`} target="_blank" rel="noreferrer">
                {name}
              </a>
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}
