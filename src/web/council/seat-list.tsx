import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { answered, client } from '#web/api/client.ts';
import { clockText } from '#web/ui/moment.ts';
import { ProblemText } from '#web/ui/problem-text.tsx';
import type { Meeting } from './council-queries.ts';
import type { HandedPass } from './pass-list.tsx';

type Seat = Meeting['seats'][number];

/** Every seat of a meeting: what it replied, whether it is there and since when, and who speaks for it. */
export function SeatList(props: {
  meeting: Meeting;
  onDone: () => Promise<void>;
  onPasses: (passes: readonly HandedPass[]) => void;
}) {
  const { meeting, onDone, onPasses } = props;
  const { id: meetingId, consortium, seats, parties, canManage, state, kind } = meeting;
  const path = { id: consortium.id, meetingId };
  const isHeld = state === 'called' || state === 'open';
  const mark = useMutation({
    mutationFn: ({ seatId, present }: Seat) =>
      answered(
        client.PUT('/api/consortia/{id}/meetings/{meetingId}/seats/{seatId}/attendance', {
          params: { path: { ...path, seatId } },
          body: { isPresent: !present },
        }),
      ),
    onSettled: onDone,
  });
  const renew = useMutation({
    mutationFn: (seatIds?: string[]) =>
      answered(
        client.POST('/api/consortia/{id}/meetings/{meetingId}/passes', {
          params: { path },
          body: seatIds ? { seatIds } : {},
        }),
      ),
    onSuccess: ({ passes }) => onPasses(passes),
  });
  const name = (seatId: string | null) => seats.find((seat) => seat.seatId === seatId)?.name ?? '';
  const error = mark.error ?? renew.error;
  return (
    <section className="card">
      <div className="title-row">
        <h2>席位（{seats.length}）</h2>
        <span className="space" />
        {canManage && isHeld && (
          <Button
            loading={renew.isPending}
            onClick={() => confirm('重发后，原来发出的参会链接全部失效。继续？') && renew.mutate(undefined)}
          >
            重发全部参会链接
          </Button>
        )}
      </div>
      {error && <ProblemText error={error} />}
      <table className="data stacks">
        <thead>
          <tr>
            <th scope="col">各方</th>
            <th scope="col">姓名</th>
            <th scope="col">回复</th>
            <th scope="col">到会</th>
            <th scope="col">委托</th>
            {canManage && isHeld && <th scope="col">办理</th>}
          </tr>
        </thead>
        <tbody>
          {seats.map((seat) => (
            <tr key={seat.seatId}>
              <td data-label="各方">{parties.find(({ id }) => id === seat.party)?.label ?? seat.party}</td>
              <td data-label="姓名">
                {seat.name}　<span className="soft">{seat.roleLabel}</span>
                <div className="soft">{seat.organisation}</div>
                {!seat.inTerm && <div className="warning">任期不在会议当天，不计席位</div>}
              </td>
              <td data-label="回复">
                {seat.reply === null ? '—' : seat.reply === 'coming' ? '参加' : '请假'}
                {seat.replyNote && <div className="soft">{seat.replyNote}</div>}
              </td>
              <td data-label="到会">
                {seat.present ? <strong className="good">到会</strong> : '—'}
                {seat.substitute && <div>替补：{seat.substitute}</div>}
                {seat.attendance.map(({ from, to, how }) => (
                  <div key={from} className="soft">
                    {clockText(new Date(from))}至{to ? clockText(new Date(to)) : '今'}
                    {how === 'hand' && '（会务登记）'}
                  </div>
                ))}
              </td>
              <td data-label="委托">{seat.proxyTo === null ? '—' : `委托${name(seat.proxyTo)}`}</td>
              {canManage && isHeld && (
                <td data-label="办理">
                  <div className="actions">
                    {kind !== 'circulated' && seat.inTerm && (
                      <Button
                        size="small"
                        aria-label={`${seat.name}${seat.present ? '离会' : '到会'}`}
                        loading={mark.isPending && mark.variables.seatId === seat.seatId}
                        onClick={() => mark.mutate(seat)}
                      >
                        {seat.present ? '离会' : '到会'}
                      </Button>
                    )}
                    <Button
                      size="small"
                      aria-label={`重发链接：${seat.name}`}
                      onClick={() =>
                        confirm(`重发后，${seat.name}原来的参会链接失效。继续？`) && renew.mutate([seat.seatId])
                      }
                    >
                      重发链接
                    </Button>
                  </div>
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
