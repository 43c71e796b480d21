import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { answered, client } from '#web/api/client.ts';
import { ProblemText } from '#web/ui/problem-text.tsx';
import { type Booking, forgetResources, type ResourceDetail } from './resource-queries.ts';
import { spanText } from './resource-text.ts';

type ActionId = Booking['actions'][number]['id'];

/** Bookings that the reader may see, with what it may do with each. */
export function BookingsCard({ id, resource }: { id: string; resource: ResourceDetail }) {
  const { bookings } = resource;
  return (
    <section className="card" aria-label="预约记录">
      <h2>预约记录</h2>
      {bookings.length === 0 && <p className="soft">还没有预约。看好一周占用，在上面选时间预约。</p>}
      <ul className="resource-bookings">
        {bookings.map((booking) => (
          <BookingRow key={booking.id} id={id} booking={booking} />
        ))}
      </ul>
    </section>
  );
}

function BookingRow({ id, booking }: { id: string; booking: Booking }) {
  const act = useMutation({
    mutationFn: ({ action, remark }: { action: ActionId; remark: string }) =>
      answered(
        client.POST('/api/consortia/{id}/bookings/{bookingId}/acts', {
          params: { path: { id, bookingId: booking.id } },
          body: { version: booking.version, action, remark },
        }),
      ),
    onSettled: forgetResources,
  });
  const take = (action: ActionId) => {
    const remark = action === 'decline' ? prompt('不同意的理由（对方会看到）：') : '';
    const isHeld = booking.classId === null ? '' : '这是培训班次的场地，取消后请与培训单位另行安排。';
    if (remark !== null && (action !== 'cancel' || confirm(`取消这次预约？${isHeld}空出的时间由等候的单位递补。`)))
      act.mutate({ action, remark });
  };
  const isOver = ['declined', 'cancelled', 'missed'].includes(booking.state);
  return (
    <li className={isOver ? 'soft' : undefined}>
      <span className="grow">
        <strong>{spanText(booking.startsAt, booking.endsAt)}</strong>
        {booking.isRepeated && <span className="soft">（重复）</span>}
        {booking.classId !== null && (
          <>
            {'　'}
            <Link to="/consortia/$id/training/classes/$classId" params={{ id, classId: booking.classId }}>
              看班次
            </Link>
          </>
        )}
        <br />
        {booking.member.name}　{booking.purpose}
        {Number(booking.amount) > 0 && `　${booking.amount}元`}
        {booking.remark !== '' && <span className="soft">　{booking.remark}</span>}
      </span>
      <span>{booking.stateLabel}</span>
      {booking.actions.length > 0 && (
        <span className="actions">
          {booking.actions.map((action) => (
            <Button
              key={action.id}
              size="small"
              type={action.id === 'approve' || action.id === 'use' ? 'primary' : 'default'}
              loading={act.isPending}
              onClick={() => take(action.id)}
            >
              {action.label}
            </Button>
          ))}
        </span>
      )}
      {act.error && <ProblemText error={act.error} />}
    </li>
  );
}
