import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { Loaded } from '#web/ui/loaded.tsx';
import { momentText } from '#web/ui/moment.ts';
import { MinutesCard } from '#web/vote/minutes-card.tsx';
import { MotionsCard } from '#web/vote/motions-card.tsx';
import { Agenda } from './agenda.tsx';
import './council.css';
import { type Meeting, meetingQuery } from './council-queries.ts';
import { MeetingActs } from './meeting-acts.tsx';
import { MeetingForm } from './meeting-form.tsx';
import { Papers } from './papers.tsx';
import { type HandedPass, PassList } from './pass-list.tsx';
import { QuorumView } from './quorum-view.tsx';
import { SeatList } from './seat-list.tsx';
import { useLive } from './use-live.ts';

/** The chair's screen: what a meeting is, who is there, and what to do next. */
export function MeetingPage() {
  const { id = '', meetingId = '' } = useParams({ strict: false });
  const meeting = useQuery(meetingQuery(id, meetingId));
  return <Loaded query={meeting}>{(data) => <OneMeeting key={data.id} meeting={data} />}</Loaded>;
}

function OneMeeting({ meeting }: { meeting: Meeting }) {
  const { id: meetingId, consortium, parties, canManage, kind } = meeting;
  const { id } = consortium;
  const queryClient = useQueryClient();
  const reload = () => queryClient.invalidateQueries({ queryKey: ['meetings', id] });
  const { live, isConnected } = useLive(
    `/api/consortia/${id}/meetings/${meetingId}/events`,
    meeting.live,
    () => void reload(),
  );
  const [isEditing, setEditing] = useState(false);
  const [passes, setPasses] = useState<readonly HandedPass[]>([]);
  const mayEdit = canManage && (meeting.state === 'draft' || meeting.state === 'called');
  return (
    <>
      <title>{`${meeting.title} - ${consortium.name} - 联合体`}</title>
      <div className="title-row">
        <h1>{meeting.title}</h1>
        <span className="space" />
        {kind !== 'circulated' && meeting.state !== 'draft' && canManage && (
          <Link to="/consortia/$id/council/meetings/$meetingId/wall" params={{ id, meetingId }} target="_blank">
            大屏幕
          </Link>
        )}
        <Link to="/consortia/$id/council" params={{ id }}>
          理事会
        </Link>
      </div>
      {!isConnected && (
        <p className="card warning" role="status">
          与服务器的连接中断，正在重新连接；以下是中断前的情况。
        </p>
      )}
      <div className="meeting-columns">
        <div>
          <section className="card">
            <p>
              <strong>{meeting.stateLabel}</strong>　{meeting.kindLabel}，{momentText(meeting.opensAt).slice(0, -3)}
              {meeting.place && `，${meeting.place}`}
            </p>
            {meeting.shortNotice && <p className="warning">紧急召开的理由：{meeting.shortNotice}</p>}
            {isEditing ? (
              <MeetingForm
                title="修改会议"
                meeting={meeting}
                isCalled={meeting.state === 'called'}
                save={async ({ kind: chosen, title, place, opensAt, agenda }) => {
                  await answered(
                    client.PUT('/api/consortia/{id}/meetings/{meetingId}', {
                      params: { path: { id, meetingId } },
                      body: { kind: chosen, title, place, opensAt, agenda, version: meeting.version },
                    }),
                  );
                  await reload();
                  setEditing(false);
                }}
                onCancel={() => setEditing(false)}
              />
            ) : (
              <Agenda
                meeting={meeting}
                live={live}
                onDone={reload}
                onEdit={mayEdit ? () => setEditing(true) : undefined}
              />
            )}
            <Papers meeting={meeting} onDone={reload} />
          </section>
          <MotionsCard meeting={meeting} live={live} onDone={reload} />
          {(meeting.state === 'closed' || meeting.state === 'confirmed') && (
            <MinutesCard meeting={meeting} onDone={reload} />
          )}
          {passes.length > 0 && <PassList meeting={meeting} passes={passes} onClose={() => setPasses([])} />}
          {meeting.seats.length > 0 && <SeatList meeting={meeting} onDone={reload} onPasses={setPasses} />}
        </div>
        <div className="meeting-side">
          {live.quorum && kind !== 'circulated' && (
            <section className="card" aria-label="到会人数">
              <QuorumView quorum={live.quorum} parties={parties} />
            </section>
          )}
          {meeting.state === 'called' && (
            <section className="card">
              <h2>回复</h2>
              <p>
                参加{live.replies.coming}，请假{live.replies.absent}，未回复{live.replies.none}
              </p>
            </section>
          )}
          <MeetingActs
            meeting={meeting}
            onDone={async (handed) => {
              if (handed.length > 0) setPasses(handed);
              await reload();
            }}
          />
        </div>
      </div>
    </>
  );
}
