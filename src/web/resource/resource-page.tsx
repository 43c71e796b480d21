import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { openingText } from '#core/resource/opening-text.ts';
import { answered, client } from '#web/api/client.ts';
import { ConsortiumHead } from '#web/consortium/consortium-head.tsx';
import { CalendarFeed } from '#web/ui/calendar-feed.tsx';
import { Loaded } from '#web/ui/loaded.tsx';
import { BookingForm } from './booking-form.tsx';
import { BookingsCard } from './bookings-card.tsx';
import { ClosedTimes } from './closed-times.tsx';
import { ResourceForm } from './resource-form.tsx';
import { ResourcePhotos } from './resource-photos.tsx';
import { type ResourceDetail, resourceQuery } from './resource-queries.ts';
import { bookedTime, priceText } from './resource-text.ts';
import { WeekCard } from './week-card.tsx';
import './resources.css';

/** One resource: what it is and asks, its week, and who has it when; whose it is decides and closes times. */
export function ResourcePage() {
  const { id = '', resourceId = '' } = useParams({ strict: false });
  const [from, setFrom] = useState('');
  const [time, setTime] = useState({ on: '', from: '', to: '' });
  const resource = useQuery(resourceQuery(id, resourceId, from));
  return (
    <>
      <ConsortiumHead id={id} title="共享资源" />
      <p>
        <Link to="/consortia/$id/resources" params={{ id }}>
          返回资源目录
        </Link>
      </p>
      <Loaded query={resource}>
        {(data) => {
          const canBook = data.members.length > 0 && !data.isWithdrawn;
          return (
            <div className="resource-columns">
              <div>
                <Facts id={id} resource={data} />
                <WeekCard
                  resource={data}
                  onTime={canBook ? (span) => setTime(bookedTime(span)) : undefined}
                  onFrom={setFrom}
                />
              </div>
              <div>
                {canBook && <BookingForm id={id} resource={data} time={time} onTime={setTime} />}
                <BookingsCard id={id} resource={data} />
                <ResourcePhotos id={id} resource={data} />
                {data.canManage && <ClosedTimes id={id} resource={data} />}
                {data.canManage && <Feed id={id} resourceId={data.id} />}
              </div>
            </div>
          );
        }}
      </Loaded>
    </>
  );
}

function Feed({ id, resourceId }: { id: string; resourceId: string }) {
  const path = { params: { path: { id, resourceId } } };
  return (
    <CalendarFeed
      text="生成订阅地址后，在手机或电脑的日历中“添加订阅日历”，这项资源的预约和停用会自动更新。凭地址即可读取各时段由哪个单位使用，只交给管理它的人；重新生成后旧地址失效。"
      onMake={() => answered(client.PUT('/api/consortia/{id}/resources/{resourceId}/calendar', path))}
      onEnd={() => answered(client.DELETE('/api/consortia/{id}/resources/{resourceId}/calendar', path))}
    />
  );
}

function Facts({ id, resource }: { id: string; resource: ResourceDetail }) {
  const [isEdited, setEdited] = useState(false);
  const { member, place, capacity, quotaHours, price, needsApproval, description, conditions } = resource;
  const rows: readonly (readonly [string, string])[] = [
    ['提供单位', member.name],
    ['地点', place],
    ['开放时间', openingText(resource.opening)],
    ['可同时借给', `${capacity}家`],
    ['价格', priceText(price)],
    ['限额', quotaHours === null ? '' : `每家每月最多${quotaHours}小时`],
    ['审核', needsApproval ? '预约后由提供单位审核' : '预约即成功'],
    ['说明', description],
    ['使用条件', conditions],
    ...resource.asks.map((ask) => [ask.label, resource.details?.[ask.id] ?? ''] as const),
  ];
  return (
    <section className="card" aria-label="资源">
      <div className="resource-head">
        <h2>{resource.name}</h2>
        <span className="soft">{resource.kindLabel}</span>
        {resource.isWithdrawn && <span className="warning">已停止共享</span>}
        {resource.canManage && !isEdited && <Button onClick={() => setEdited(true)}>修改</Button>}
      </div>
      {isEdited ? (
        <ResourceForm
          key={resource.version}
          id={id}
          kinds={[{ id: resource.kind, label: resource.kindLabel, asks: resource.asks }]}
          members={[]}
          resource={resource}
          onClose={() => setEdited(false)}
        />
      ) : (
        <dl className="entry-values">
          {rows.map(
            ([name, value]) =>
              value !== '' && (
                <div key={name}>
                  <dt>{name}</dt>
                  <dd className="resource-text">{value}</dd>
                </div>
              ),
          )}
        </dl>
      )}
    </section>
  );
}
