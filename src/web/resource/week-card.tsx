import { Button } from 'antd';
import type { CSSProperties } from 'react';
import { occupancy } from '#core/resource/occupancy.ts';
import { freeTimes, openTimes, type Span } from '#core/resource/opening.ts';
import { InlineInput } from '#web/ui/inline-input.tsx';
import type { ResourceDetail } from './resource-queries.ts';
import { shortDay, timeText } from './resource-text.ts';

const day = 24 * 3_600_000;
const minute = 60_000;
const halfHour = 30 * minute;

type Part = Span & { kind: 'open' | 'held' | 'full' | 'closed'; text: string };

type Choosing = {
  resource: ResourceDetail;
  /** Whoever may book takes a free time into the form; undefined for others. */
  onTime: ((time: Span) => void) | undefined;
};

/** Seven days of a resource: when it is open, held and closed, drawn over the hours and told in words. */
export function WeekCard({ resource, onTime, onFrom }: Choosing & { onFrom: (from: string) => void }) {
  const start = Date.parse(`${resource.week.from}T00:00:00+08:00`);
  const go = (days: number) => onFrom(new Date(start + days * day + day / 3).toISOString().slice(0, 10));
  return (
    <section className="card" aria-label="一周占用">
      <div className="resource-head">
        <h2>一周占用</h2>
        <Button size="small" onClick={() => go(-7)}>
          前一周
        </Button>
        <Button size="small" onClick={() => go(7)}>
          后一周
        </Button>
        <InlineInput
          label="自哪天起"
          type="date"
          value={resource.week.from}
          onChange={(from) => from !== '' && onFrom(from)}
        />
      </div>
      <p className="resource-key" aria-hidden="true">
        <span className="is-open">开放</span>
        {resource.capacity > 1 && <span className="is-held">部分占用</span>}
        <span className="is-full">占满</span>
        <span className="is-closed">停用</span>
        <span className="soft">横条为0时至24时</span>
      </p>
      <ul className="resource-week">
        {Array.from({ length: 7 }, (_, at) => start + at * day).map((from) => (
          <Day key={from} from={from} resource={resource} onTime={onTime} />
        ))}
      </ul>
    </section>
  );
}

function Day({ from, resource, onTime }: Choosing & { from: number }) {
  const span = { from, to: from + day };
  const busy = busyParts(resource, span);
  const open = openTimes(resource.opening, span);
  const taken = busy.filter(({ kind }) => kind !== 'held');
  const [free] = freeTimes(open, [...taken, { from: 0, to: Math.ceil(Date.now() / halfHour) * halfHour }]);
  return (
    <li>
      <span>{shortDay(from)}</span>
      <span className="resource-track" aria-hidden="true">
        {[...open.map((time): Part => ({ ...time, kind: 'open', text: '' })), ...busy].map((part) => (
          <span key={`${part.kind} ${part.from}`} className={`is-${part.kind}`} style={placeOf(part, from)} />
        ))}
      </span>
      {onTime && free && (
        <Button
          size="small"
          aria-label={`选这天：${shortDay(from)}`}
          onClick={() =>
            onTime({ from: free.from, to: Math.min(free.to, free.from + 4 * halfHour, from + day - minute) })
          }
        >
          选这天
        </Button>
      )}
      <span className="soft resource-told">
        {busy.length === 0
          ? open.length > 0
            ? '空闲'
            : '不开放'
          : busy.map((part) => `${timeText(part.from)}–${timeText(part.to)}${part.text}`).join('，')}
      </span>
    </li>
  );
}

function busyParts({ week, blackouts, capacity }: ResourceDetail, span: Span): Part[] {
  const held = week.held
    .filter(({ training }) => training === null)
    .map(({ startsAt, endsAt, places }) => ({ ...spanOf(startsAt, endsAt), places }));
  const classes = week.held.flatMap(({ startsAt, endsAt, training }) =>
    training === null ? [] : [{ ...spanOf(startsAt, endsAt), kind: 'full' as const, text: `培训“${training}”` }],
  );
  const parts: Part[] = occupancy(held, span).map(({ places, ...time }) => ({
    ...time,
    kind: places >= capacity ? 'full' : 'held',
    text: places >= capacity ? '已占满' : `占用${places}/${capacity}`,
  }));
  const closed = blackouts.map(({ startsAt, endsAt, reason }) => ({
    ...spanOf(startsAt, endsAt),
    kind: 'closed' as const,
    text: `停用（${reason}）`,
  }));
  const whole = [...classes, ...closed]
    .filter(({ from, to }) => from < span.to && to > span.from)
    .map((each): Part => ({ ...each, from: Math.max(each.from, span.from), to: Math.min(each.to, span.to) }));
  return [...parts, ...whole].sort((one, other) => one.from - other.from);
}

const spanOf = (startsAt: string, endsAt: string) => ({ from: Date.parse(startsAt), to: Date.parse(endsAt) });

function placeOf({ from, to }: Span, midnight: number): CSSProperties {
  return { left: `${((from - midnight) / day) * 100}%`, width: `${((to - from) / day) * 100}%` };
}
