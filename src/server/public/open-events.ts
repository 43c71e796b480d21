import { z } from 'zod';
import { sessionOf } from '#core/training/session-times.ts';
import { type CalendarEvent, writeIcs } from '#documents/calendar/write-ics.ts';
import { trainingRules } from '#server/training/training-right.ts';
import { dayOf, dayText, momentText } from './beijing-time.ts';
import { type Html, html } from './html.ts';
import { needPath } from './open-paths.ts';

const changing = { id: z.string(), title: z.string(), version: z.int() };

/** What happens next in a consortium, as far as its front page tells it: until when something can be done, or on which days a class is held. */
export const OpenEvent = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('fair'), ...changing, wishesUntil: z.coerce.date(), rankingsUntil: z.coerce.date() }),
  z.object({
    kind: z.literal('class'),
    ...changing,
    member: z.string(),
    course: z.string(),
    audience: z.string(),
    days: z.array(z.string()),
    shift: z.int(),
    place: z.string(),
    isCancelled: z.boolean(),
    seatsLeft: z.int(),
  }),
  z.object({
    kind: z.literal('call'),
    ...changing,
    needId: z.string(),
    member: z.string(),
    closesAt: z.coerce.date(),
    isCancelled: z.boolean(),
  }),
]);
export type OpenEvent = z.infer<typeof OpenEvent>;
type OpenClass = Extract<OpenEvent, { kind: 'class' }>;

/** The calendar of events for phones and mail programs: the same event keeps its name when it moves, and says so when it does not take place. `address`: of this server. */
export function eventsCalendar(
  { id, name, events }: { id: string; name: string; events: readonly OpenEvent[] },
  address: string,
  now: Date,
): string {
  const all = events.flatMap((event): readonly CalendarEvent[] => {
    const own = { place: '', sequence: event.version };
    if (event.kind === 'class') return sessionsOf(event);
    if (event.kind === 'call')
      return [
        {
          ...own,
          uid: `call-${event.id}`,
          at: event.closesAt,
          title: `揭榜截止：${event.title}`,
          text: `${event.member}\n${address}${needPath(id, event.needId)}`,
          isCancelled: event.isCancelled,
        },
      ];
    return [
      { ...own, uid: `fair-${event.id}-wishes`, at: event.wishesUntil, title: `${event.title}：学生志愿截止` },
      { ...own, uid: `fair-${event.id}-rankings`, at: event.rankingsUntil, title: `${event.title}：企业排序截止` },
    ].map((each) => ({ ...each, text: '双选会' }));
  });
  return writeIcs(`${name}近期活动`, all, now);
}

function sessionsOf({ id, title, member, course, audience, days, shift, place, isCancelled, version }: OpenClass) {
  const rule = trainingRules().shifts[shift];
  return days.map((day): CalendarEvent => {
    const session = rule && sessionOf(day, rule);
    const time = session ? { from: new Date(session.from), to: new Date(session.to) } : { day };
    const text = `面向${audience}，课程：${course}。报名请联系${member}。`;
    return { uid: `class-${id}-${day}`, ...time, title, place, text, isCancelled, sequence: version };
  });
}

/** Those to come, the next first; null where nothing is. */
export function eventList(consortiumId: string, events: readonly OpenEvent[], now: Date): Html | null {
  const lines = events.flatMap((event) => linesOf(consortiumId, event, now)).sort((one, other) => one.at - other.at);
  if (lines.length === 0) return null;
  return html`<ul class="items">${lines.slice(0, shown).map(
    ({ kind, what, more, when }) => html`
<li><span><span class="kind">${kind}</span>${what}<br><span class="soft">${more}</span></span><span>${when}</span></li>`,
  )}
</ul>`;
}

const shown = 20;

type Line = { at: number; kind: string; what: Html | string; more: string; when: string };

function linesOf(consortiumId: string, event: OpenEvent, now: Date): readonly Line[] {
  const isAhead = (at: Date) => at > now;
  if (event.kind === 'fair')
    return [
      { at: event.wishesUntil, more: '学生填报志愿' },
      { at: event.rankingsUntil, more: '企业排序' },
    ]
      .filter(({ at }) => isAhead(at))
      .map(({ at, more }) => ({ at: at.getTime(), kind: '双选会', what: event.title, more, when: until(at) }));
  if (event.isCancelled) return [];
  if (event.kind === 'call')
    return isAhead(event.closesAt)
      ? [
          {
            at: event.closesAt.getTime(),
            kind: '揭榜挂帅',
            what: html`<a href="${needPath(consortiumId, event.needId)}">${event.title}</a>`,
            more: event.member,
            when: until(event.closesAt),
          },
        ]
      : [];
  const [next] = event.days.filter((day) => day >= dayOf(now));
  const last = event.days.at(-1);
  if (next === undefined || last === undefined) return [];
  const rule = trainingRules().shifts[event.shift];
  return [
    {
      at: rule ? sessionOf(next, rule).from : Date.parse(next),
      kind: '培训',
      what: event.title,
      more: [
        `面向${event.audience}`,
        event.place,
        event.seatsLeft > 0 ? `余${event.seatsLeft}个名额，报名请联系${event.member}` : `${event.member}，名额已满`,
      ]
        .filter((text) => text !== '')
        .join('　'),
      when: `${next === last ? dayText(next) : `${dayText(next)}至${dayText(last)}`}${rule ? `，${rule.label}` : ''}`,
    },
  ];
}

const until = (at: Date) => `${momentText(at)}截止`;
