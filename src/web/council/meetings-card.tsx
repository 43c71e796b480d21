import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { Loaded } from '#web/ui/loaded.tsx';
import { momentText } from '#web/ui/moment.ts';
import { type Council, meetingsQuery } from './council-queries.ts';
import { emptyMeeting, MeetingForm } from './meeting-form.tsx';

/** The council's meetings, and preparing another one. A member that is no reader of them sees none. */
export function MeetingsCard({ council }: { council: Council }) {
  const { id } = council.consortium;
  const [isDrafting, setDrafting] = useState(false);
  const navigate = useNavigate();
  const meetings = useQuery({ ...meetingsQuery(id), retry: false });
  if (meetings.error && 'status' in meetings.error && meetings.error.status === 404) return null;
  return (
    <section className="card">
      <h2>会议</h2>
      <Loaded query={meetings}>
        {({ items }) =>
          items.length === 0 ? (
            <p>
              还没有会议。
              {council.canManage && (council.charter ? '请点“筹备会议”，写好议程后发出通知。' : '请先登记章程和当选。')}
            </p>
          ) : (
            <table className="data stacks">
              <thead>
                <tr>
                  <th scope="col">会议</th>
                  <th scope="col">方式</th>
                  <th scope="col">时间</th>
                  <th scope="col">状态</th>
                  <th scope="col">到会</th>
                </tr>
              </thead>
              <tbody>
                {items.map((meeting) => (
                  <tr key={meeting.id}>
                    <td data-label="会议">
                      <Link to="/consortia/$id/council/meetings/$meetingId" params={{ id, meetingId: meeting.id }}>
                        {meeting.title}
                      </Link>
                    </td>
                    <td data-label="方式">{meeting.kindLabel}</td>
                    <td data-label="时间">{momentText(meeting.opensAt).slice(0, -3)}</td>
                    <td data-label="状态">{meeting.stateLabel}</td>
                    <td data-label="到会">{meeting.seats === 0 ? '—' : `${meeting.present}／${meeting.seats}席`}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          )
        }
      </Loaded>
      {council.canManage &&
        (isDrafting ? (
          <MeetingForm
            title="筹备会议"
            meeting={emptyMeeting}
            save={async (body) => {
              const made = await answered(
                client.POST('/api/consortia/{id}/meetings', { params: { path: { id } }, body }),
              );
              await navigate({ to: '/consortia/$id/council/meetings/$meetingId', params: { id, meetingId: made.id } });
            }}
            onCancel={() => setDrafting(false)}
          />
        ) : (
          <p className="actions council-next">
            <Button type="primary" onClick={() => setDrafting(true)}>
              筹备会议
            </Button>
          </p>
        ))}
    </section>
  );
}
