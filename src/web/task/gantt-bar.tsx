import { type KeyboardEvent, type PointerEvent, useState } from 'react';
import { daysBetween } from '#core/quantity/calendar.ts';
import { addDays, type GanttBar, rowHeight } from './gantt-layout.ts';
import { timeText, whoseText } from './task-texts.ts';

export type Days = { startsOn: string; dueOn: string };

/** By how many days the beginning and the end are drawn. */
type Shift = { start: number; end: number };

const none: Shift = { start: 0, end: 0 };
/** So near to its end a bar is drawn longer or shorter, and not to other days. */
const edge = 8;

/**
 * A task's bar. Who runs the tasks draws it to other days, or its end to another day; by the arrow keys as well (with Shift its end alone), which Enter saves and
 * Escape leaves as it was. `onMove` saves; without it the bar only shows. While something is being saved it stays where it is: what is drawn next is
 * drawn from what stands then.
 */
export function TaskBar({
  row,
  perDay,
  isSaving,
  onMove,
}: {
  row: GanttBar;
  perDay: number;
  isSaving: boolean;
  onMove: ((days: Days) => void) | undefined;
}) {
  const { task, x, y, width } = row;
  const [shift, setShift] = useState(none);
  const [grip, setGrip] = useState<{ x: number; isEnd: boolean }>();
  const days: Days = { startsOn: addDays(task.startsOn, shift.start), dueOn: addDays(task.dueOn, shift.end) };
  const isMoved = shift.start !== 0 || shift.end !== 0;
  // An end is not drawn before its beginning.
  const draw = (start: number, end: number) =>
    setShift({ start, end: Math.max(end, start - daysBetween(task.startsOn, task.dueOn)) });
  const save = () => {
    setShift(none);
    if (isMoved) onMove?.(days);
  };
  const take = (event: PointerEvent<SVGGElement>) => {
    if (isSaving) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    const { right } = event.currentTarget.getBoundingClientRect();
    setGrip({ x: event.clientX, isEnd: right - event.clientX < Math.min(edge, width / 3) });
  };
  const pull = (event: PointerEvent) => {
    if (!grip) return;
    const by = Math.round((event.clientX - grip.x) / perDay);
    draw(grip.isEnd ? 0 : by, by);
  };
  const press = (event: KeyboardEvent) => {
    if (isSaving) return;
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (by !== undefined) draw(shift.start + (event.shiftKey ? 0 : by), shift.end + by);
    else if (event.key === 'Enter') save();
    else if (event.key === 'Escape') setShift(none);
    else return;
    event.preventDefault();
  };
  const drawn = { x: x + shift.start * perDay, width: Math.max(6, width + (shift.end - shift.start) * perDay) };
  const name = `${task.title}（${whoseText(task)}），${task.startsOn}至${task.dueOn}，${timeText(task)}`;
  const bars = (
    <>
      <title>{name}</title>
      <rect x={drawn.x} y={y + 7} width={drawn.width} height={rowHeight - 14} rx={2} className="bar" />
      <rect
        x={drawn.x}
        y={y + 7}
        width={drawn.width * row.checked}
        height={rowHeight - 14}
        rx={2}
        className="checked"
      />
    </>
  );
  if (!onMove) return bars;
  return (
    <>
      <g
        role="slider"
        tabIndex={0}
        aria-label={`${task.title}的起止时间`}
        aria-valuenow={shift.end}
        aria-valuetext={`${days.startsOn}至${days.dueOn}${isMoved ? '，回车保存' : ''}`}
        aria-disabled={isSaving}
        className={isSaving ? 'movable saving' : 'movable'}
        onPointerDown={take}
        onPointerMove={pull}
        onPointerUp={() => {
          setGrip(undefined);
          save();
        }}
        onPointerCancel={() => {
          setGrip(undefined);
          setShift(none);
        }}
        onKeyDown={press}
        onBlur={() => setShift(none)}
      >
        {bars}
      </g>
      {isMoved && (
        <text x={drawn.x + drawn.width + 6} y={y + rowHeight / 2 + 4} className="moved">
          {days.startsOn} 至 {days.dueOn}
        </text>
      )}
    </>
  );
}
