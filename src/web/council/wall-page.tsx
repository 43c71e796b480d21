import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { answered, client } from '#web/api/client.ts';
import { Loaded } from '#web/ui/loaded.tsx';
import { LiveVote } from '#web/vote/live-vote.tsx';
import { WallResult } from '#web/vote/wall-result.tsx';
import './council.css';
import { type Meeting, meetingQuery } from './council-queries.ts';
import { QuorumView } from './quorum-view.tsx';
import { useLive } from './use-live.ts';
import './wall.css';

/** The screen on the wall: the code to sign in by, who is there in numbers, and the item that the meeting is at. No names. */
export function WallPage() {
  const { id = '', meetingId = '' } = useParams({ strict: false });
  const meeting = useQuery(meetingQuery(id, meetingId));
  return (
    <main id="main" className="wall">
      <Loaded query={meeting}>{(data) => <Wall key={data.id} meeting={data} />}</Loaded>
    </main>
  );
}

function Wall({ meeting }: { meeting: Meeting }) {
  const { id: meetingId, consortium, title, agenda, parties, stateLabel } = meeting;
  const queryClient = useQueryClient();
  const { live, isConnected } = useLive(
    `/api/consortia/${consortium.id}/meetings/${meetingId}/events`,
    meeting.live,
    (now, before) => {
      // The agenda and the words of the state are read anew; how many are there was told.
      if (now.version !== before.version || now.marks !== before.marks)
        void queryClient.invalidateQueries({ queryKey: ['meetings', consortium.id] });
    },
  );
  const isHeld = live.state === 'called' || live.state === 'open';
  const at = agenda.findIndex(({ id }) => id === live.itemId);
  const item = agenda[at];
  return (
    <>
      <title>{`${title} - 大屏幕 - 联合体`}</title>
      <header className="wall-head">
        <p>{consortium.name}</p>
        <h1>{title}</h1>
        <p>{isConnected ? stateLabel : '连接中断，正在重新连接……'}</p>
      </header>
      <div className="wall-body">
        <section className="wall-item" aria-label="议程">
          {live.vote ? (
            <LiveVote vote={live.vote} />
          ) : item ? (
            <>
              <p className="soft">第{at + 1}项议程</p>
              <p className="wall-title">{item.title}</p>
              {item.presenter && <p>汇报人：{item.presenter}</p>}
              <WallResult id={consortium.id} meetingId={meetingId} itemId={item.id} />
            </>
          ) : (
            <ol className="agenda">
              {agenda.map((each) => (
                <li key={each.id}>{each.title}</li>
              ))}
            </ol>
          )}
        </section>
        <div>
          {live.quorum && <QuorumView quorum={live.quorum} parties={parties} />}
          {isHeld && meeting.canManage && meeting.kind !== 'circulated' && (
            <SignInCode id={consortium.id} meetingId={meetingId} />
          )}
        </div>
      </div>
    </>
  );
}

function SignInCode({ id, meetingId }: { id: string; meetingId: string }) {
  const code = useQuery({
    queryKey: ['meeting-code', meetingId],
    queryFn: () =>
      answered(client.GET('/api/consortia/{id}/meetings/{meetingId}/code', { params: { path: { id, meetingId } } })),
    // The next one is asked for as soon as this one is over.
    refetchInterval: ({ state }) => Math.max(1000, Date.parse(state.data?.until ?? '') - Date.now() + 200 || 5000),
    refetchIntervalInBackground: true,
    staleTime: 0,
  });
  return (
    <section className="wall-code" aria-label="签到码">
      <p>手机打开参会链接，输入签到码</p>
      <p className="wall-digits">{code.data?.code.replace(/(...)(...)/, '$1 $2') ?? '……'}</p>
      <p className="soft">每分钟更换</p>
    </section>
  );
}
