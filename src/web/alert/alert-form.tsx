import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import {
  type AlertChannel,
  type AlertComparison,
  type AlertMeasure,
  alertChannels,
  alertComparisons,
  alertMeasures,
  isYearly,
} from '#core/alert/alert-rule.ts';
import { answered, client } from '#web/api/client.ts';
import { InlineInput } from '#web/ui/inline-input.tsx';
import { InlineSelect } from '#web/ui/inline-select.tsx';
import { ProblemText } from '#web/ui/problem-text.tsx';
import { type Alert, alertsQuery, type WatchedUnit, watchedFiguresQuery } from './alert-queries.ts';

type Previewed = {
  text: string;
  total: number;
  of: number;
  items: readonly { consortium: { id: string; name: string }; text: string }[];
};

type Typed = {
  name: string;
  unitId: string;
  measure: AlertMeasure;
  figure: string;
  comparison: AlertComparison;
  limit: string;
  year: string;
  channels: readonly AlertChannel[];
};

const isKeyOf = <Key extends string>(table: Readonly<Record<Key, unknown>>, text: string): text is Key =>
  Object.hasOwn(table, text);
const choicesOf = <Key extends string>(
  table: Readonly<Record<Key, string | { label: string }>>,
  leave: readonly string[] = [],
) =>
  Object.keys(table).flatMap((id) =>
    isKeyOf(table, id) && !leave.includes(id)
      ? [{ id, label: typeof table[id] === 'string' ? table[id] : table[id].label }]
      : [],
  );

const running = 'running';
const thisYear = new Date(Date.now() + 8 * 3_600_000).getUTCFullYear();
const years = [
  { id: running, label: '当年' },
  ...[0, 1, 2, 3].map((back) => ({ id: String(thisYear - back), label: `${thisYear - back}年` })),
];

/** A rule, new or as it stands; before it is saved one can see whom it would tell now. */
export function AlertForm(props: { rule?: Alert; units: readonly WatchedUnit[]; mail: boolean; onDone: () => void }) {
  const { rule, units, mail, onDone } = props;
  const [typed, setTyped] = useState<Typed>(() => typedOf(rule, units));
  const figures = useQuery(watchedFiguresQuery).data?.items ?? [];
  const queryClient = useQueryClient();
  const set = (change: Partial<Typed>) => setTyped((before) => ({ ...before, ...change }));
  const isOfFigure = alertMeasures[typed.measure].ofFigure;
  const chosen = figures.find(({ id }) => id === typed.figure) ?? figures[0];
  const condition = {
    unitId: typed.unitId,
    measure: typed.measure,
    figure: isOfFigure ? (chosen?.id ?? null) : null,
    comparison: typed.comparison,
    limit: typed.limit,
    year: typed.year === running ? null : Number(typed.year),
  };
  const preview = useMutation({
    mutationFn: () => answered(client.POST('/api/alerts/preview', { body: condition })),
  });
  const save = useMutation({
    mutationFn: async () => {
      const body = { ...condition, name: typed.name, channels: [...typed.channels] };
      if (rule) {
        const { id: ruleId, paused, version } = rule;
        await answered(
          client.PUT('/api/alerts/{ruleId}', { params: { path: { ruleId } }, body: { ...body, paused, version } }),
        );
      } else await answered(client.POST('/api/alerts', { body }));
    },
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: alertsQuery.queryKey });
      onDone();
    },
  });
  const title = rule ? `修改“${rule.name}”` : '设置预警';
  const unit = unitOf(typed, chosen?.unit);
  const missing = {
    app: undefined,
    mail: mail ? undefined : '没有配置发信服务',
    webhook: units.some(({ speaks }) => speaks) ? undefined : '您的角色不设推送地址',
  };
  return (
    <form
      className="card alert-form"
      aria-label={title}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <h2>{title}</h2>
      <div className="actions">
        <InlineInput label="名称" required maxLength={60} value={typed.name} onChange={(name) => set({ name })} />
        <InlineSelect
          label="范围"
          choices={units.map(({ id, name }) => ({ id, label: name }))}
          value={typed.unitId}
          onChange={(unitId) => set({ unitId })}
        />
        <InlineSelect label="年度" choices={years} value={typed.year} onChange={(year) => set({ year })} />
      </div>
      <div className="actions">
        <InlineSelect
          label="关注"
          choices={choicesOf(alertMeasures)}
          value={typed.measure}
          onChange={(measure) =>
            set({ measure, ...(isYearly(measure) || isPlain(typed.comparison) ? {} : { comparison: 'below' }) })
          }
        />
        {isOfFigure && (
          <InlineSelect
            label="数据"
            choices={figures.map(({ id, label }) => ({ id, label }))}
            value={chosen?.id ?? ''}
            onChange={(figure) => set({ figure })}
          />
        )}
        <InlineSelect
          label="条件"
          choices={choicesOf(alertComparisons, isYearly(typed.measure) ? [] : ['fallen', 'risen'])}
          value={typed.comparison}
          onChange={(comparison) => set({ comparison })}
        />
        <InlineInput
          label={`界限（${unit}）`}
          required
          size={8}
          inputMode="decimal"
          pattern="\d{1,12}(\.\d{1,2})?"
          title="非负数，最多两位小数"
          value={typed.limit}
          onChange={(limit) => set({ limit })}
        />
      </div>
      <fieldset className="alert-channels">
        <legend>提醒方式</legend>
        {choicesOf(alertChannels).map(({ id, label }) => (
          <label key={id}>
            <input
              type="checkbox"
              checked={typed.channels.includes(id)}
              disabled={missing[id] !== undefined}
              onChange={({ target }) =>
                set({ channels: target.checked ? [...typed.channels, id] : typed.channels.filter((one) => one !== id) })
              }
            />{' '}
            {label}
            {missing[id] && `（${missing[id]}）`}
          </label>
        ))}
      </fieldset>
      <div className="actions">
        <Button type="primary" htmlType="submit" loading={save.isPending} disabled={typed.channels.length === 0}>
          保存规则
        </Button>
        <Button loading={preview.isPending} disabled={typed.limit === ''} onClick={() => preview.mutate()}>
          先看现在会提醒哪些
        </Button>
        <Button onClick={onDone}>取消</Button>
      </div>
      <ProblemText error={save.error ?? preview.error} />
      <div role="status">{preview.data && <Preview {...preview.data} />}</div>
    </form>
  );
}

function Preview({ text, total, of, items }: Previewed) {
  return (
    <>
      <p>
        {text}：看的{of}个对象中现在会提醒<strong>{total}个</strong>
        {total === 0 ? '。' : '：'}
      </p>
      <ul>
        {items.map(({ consortium, text: said }) => (
          <li key={consortium.id}>
            {consortium.name}　<span className="soft">{said}</span>
          </li>
        ))}
        {total > items.length && <li className="soft">另有{total - items.length}个</li>}
      </ul>
    </>
  );
}

const isPlain = (comparison: AlertComparison) => comparison === 'below' || comparison === 'above';

function unitOf({ measure, comparison }: Typed, unit: string | undefined): string {
  if (measure === 'lateness') return '天';
  if (measure === 'quality') return '分';
  return isYearly(measure) && isPlain(comparison) ? unit || '数值' : '％';
}

function typedOf(rule: Alert | undefined, units: readonly WatchedUnit[]): Typed {
  return {
    name: rule?.name ?? '',
    unitId: rule?.unit.id ?? units[0]?.id ?? '',
    measure: rule && isKeyOf(alertMeasures, rule.measure) ? rule.measure : 'figure',
    figure: rule?.figure ?? '',
    comparison: rule && isKeyOf(alertComparisons, rule.comparison) ? rule.comparison : 'below',
    limit: rule?.limit ?? '',
    year: rule?.year?.toString() ?? running,
    channels: rule ? rule.channels.filter((one) => isKeyOf(alertChannels, one)) : ['app'],
  };
}
