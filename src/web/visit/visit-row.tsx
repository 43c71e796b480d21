import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { type VisitLine, type Visits, visitsQuery } from './visit-queries.ts';

type Props = { visit: VisitLine; data: Visits };

/** One visit of the board: its day and place, who goes, how far it is. */
export function VisitRow({ visit, data }: Props) {
  const { id, version, endedAt } = visit;
  const queryClient = useQueryClient();
  const path = { id };
  const change = useMutation({
    mutationFn: (send: () => Promise<unknown>) => send(),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: visitsQuery(data.batch.id).queryKey }),
  });
  const [city, setCity] = useState(visit.city);
  const [reason, setReason] = useState('');
  const move = (day: string) => {
    const body = { day: day || null, position: visit.position ?? 0, city: city.trim(), version };
    change.mutate(() => answered(client.PUT('/api/applications/{id}/visit/day', { params: { path }, body })));
  };
  const send = (people: string[]) =>
    change.mutate(() =>
      answered(client.PUT('/api/applications/{id}/visit/team', { params: { path }, body: { people, version } })),
    );
  const team = visit.team.map(({ personId }) => personId);
  const free = data.people.filter(({ personId, province }) => !team.includes(personId) && province !== visit.province);
  return (
    <tr>
      <td data-label="日期">
        {endedAt ? (
          visit.day
        ) : (
          <>
            <input
              className="text inline"
              type="date"
              aria-label={`${visit.consortium}的考察日期`}
              value={visit.day ?? ''}
              onChange={(event) => move(event.target.value)}
            />
            {visit.day && <div className="soft">当天第{(visit.position ?? 0) + 1}处</div>}
          </>
        )}
      </td>
      <td data-label="联合体">
        <Link to="/applications/$id/visit" params={{ id }}>
          {visit.consortium}
        </Link>
        <div className="soft">{visit.reason}</div>
        <div className="actions">
          {visit.province}
          <input
            className="text inline"
            size={10}
            maxLength={100}
            placeholder="城市"
            aria-label={`${visit.consortium}所在城市`}
            disabled={endedAt !== null}
            value={city}
            onChange={(event) => setCity(event.target.value)}
            onBlur={() => city.trim() !== visit.city && move(visit.day ?? '')}
          />
        </div>
      </td>
      <td data-label="人员">
        {visit.team.map(({ personId, name }) => (
          <div key={personId} className="actions">
            {name}
            {endedAt === null && (
              <Button
                size="small"
                type="text"
                aria-label={`不再选派：${name}去${visit.consortium}`}
                onClick={() => send(team.filter((person) => person !== personId))}
              >
                不再选派
              </Button>
            )}
          </div>
        ))}
        {endedAt === null && (
          <select
            className="text inline"
            aria-label={`选派人员去${visit.consortium}`}
            value=""
            onChange={(event) => event.target.value && send([...team, event.target.value])}
          >
            <option value="">选派……</option>
            {free.map(({ personId, name, kind, province }) => (
              <option key={personId} value={personId}>
                {name}（{kind === 'expert' ? `专家${province && `，${province}`}` : '工作人员'}）
              </option>
            ))}
          </select>
        )}
        {change.error && (
          <p role="alert" className="error">
            {change.error.message}
          </p>
        )}
      </td>
      <td data-label="进展">
        {endedAt ? (
          <span className="good">报告已完成</span>
        ) : (
          `清单${visit.points}项，${visit.openPoints}项没有结论；发现${visit.findings}条`
        )}
      </td>
      <td data-label="取消">
        {endedAt === null && (
          <div className="actions">
            <input
              className="text inline"
              size={8}
              maxLength={2000}
              placeholder="理由"
              aria-label={`取消考察${visit.consortium}的理由`}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
            <Button
              size="small"
              disabled={reason.trim() === ''}
              onClick={() =>
                change.mutate(() =>
                  answered(
                    client.POST('/api/applications/{id}/visit/removal', {
                      params: { path },
                      body: { reason: reason.trim(), version },
                    }),
                  ),
                )
              }
            >
              取消
            </Button>
          </div>
        )}
      </td>
    </tr>
  );
}
