import { Button } from 'antd';
import type { CSSProperties } from 'react';
import { occupancy } from '#core/resource/occupancy.ts';
import { openMinutes, type Span } from '#core/resource/opening.ts';
import type { ResourceDetail } from './resource-queries.ts';
import { shortDay, timeText } from './resource-text.ts';

const day = 24 * 3_600_000;

type Part = Span & { kind: 'open' | 'held' | 'full' | 'closed'; text: string };

/** Seven days of a resource: when it is open, held and closed, drawn over the hours and told in words. */
export function WeekCard({ resource, onFrom }: { resource: ResourceDetail; onFrom: (from: string) => void }) {
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
          <Day key={from} from={from} resource={resource} />
        ))}
      </ul>
    </section>
  );
}

function Day({ from, resource }: { from: number; resource: ResourceDetail }) {
  const span = { from, to: from + day };
  const busy = busyParts(resource, span);
  const isOpen = openMinutes(resource.opening, span) > 0;
  return (
    <li>
      <span>{shortDay(from)}</span>
      <span className="resource-track" aria-hidden="true">
        {[...openParts(resource, span), ...busy].map((part) => (
          <span key={`${part.kind} ${part.from}`} className={`is-${part.kind}`} style={placeOf(part, from)} />
        ))}
      </span>
      <span className="soft">
        {busy.length === 0
          ? isOpen
            ? '空闲'
            : '不开放'
          : busy.map((part) => `${timeText(part.from)}–${timeText(part.to)}${part.text}`).join('，')}
      </span>
    </li>
  );
}

function openParts({ opening, week }: ResourceDetail, span: Span): Part[] {
  if (opening.length === 0) return [{ ...span, kind: 'open', text: '' }];
  const monday = new Date(Date.parse(`${week.from}T00:00:00Z`)).getUTCDay();
  const weekday = ((monday + 6 + Math.round((span.from - Date.parse(`${week.from}T00:00:00+08:00`)) / day)) % 7) + 1;
  return opening
    .filter((hours) => hours.weekday === weekday)
    .map(({ from, to }) => ({
      from: span.from + from * 60_000,
      to: span.from + to * 60_000,
      kind: 'open',
      text: '',
    }));
}

function busyParts({ week, blackouts, capacity }: ResourceDetail, span: Span): Part[] {
  const held = week.held.map(({ startsAt, endsAt, places }) => ({ ...spanOf(startsAt, endsAt), places }));
  const parts: Part[] = occupancy(held, span).map(({ places, ...time }) => ({
    ...time,
    kind: places >= capacity ? 'full' : 'held',
    text: places >= capacity ? '已占满' : `占用${places}/${capacity}`,
  }));
  const closed = blackouts
    .map(({ startsAt, endsAt, reason }) => ({ ...spanOf(startsAt, endsAt), text: `停用（${reason}）` }))
    .filter(({ from, to }) => from < span.to && to > span.from)
    .map(
      (each): Part => ({
        ...each,
        kind: 'closed',
        from: Math.max(each.from, span.from),
        to: Math.min(each.to, span.to),
      }),
    );
  return [...parts, ...closed].sort((one, other) => one.from - other.from);
}

const spanOf = (startsAt: string, endsAt: string) => ({ from: Date.parse(startsAt), to: Date.parse(endsAt) });

function placeOf({ from, to }: Span, midnight: number): CSSProperties {
  return { left: `${((from - midnight) / day) * 100}%`, width: `${((to - from) / day) * 100}%` };
}
