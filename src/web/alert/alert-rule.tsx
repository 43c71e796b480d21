import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button, Popconfirm } from 'antd';
import { useState } from 'react';
import { type AlertChannel, alertChannels } from '#core/alert/alert-rule.ts';
import { answered, client } from '#web/api/client.ts';
import { Loaded } from '#web/ui/loaded.tsx';
import { momentText } from '#web/ui/moment.ts';
import { ProblemText } from '#web/ui/problem-text.tsx';
import { AlertForm } from './alert-form.tsx';
import { type Alert, alertsQuery, versionsQuery, type WatchedUnit } from './alert-queries.ts';

const isChannel = (text: string): text is AlertChannel => Object.hasOwn(alertChannels, text);

/** A rule: what it watches, what is true by now, and what can be done with it. */
export function AlertRule({ rule, units, mail }: { rule: Alert; units: readonly WatchedUnit[]; mail: boolean }) {
  const [opened, setOpened] = useState<'form' | 'versions'>();
  const queryClient = useQueryClient();
  const onSettled = () => queryClient.invalidateQueries({ queryKey: alertsQuery.queryKey });
  const { id, name, unit, text, paused, version, told, channels } = rule;
  const path = { ruleId: id };
  const pause = useMutation({
    mutationFn: () =>
      answered(client.PUT('/api/alerts/{ruleId}', { params: { path }, body: { ...bodyOf(rule), paused: !paused } })),
    onSettled,
  });
  const remove = useMutation({
    mutationFn: () => answered(client.DELETE('/api/alerts/{ruleId}', { params: { path, query: { version } } })),
    onSettled,
  });
  if (opened === 'form') return <AlertForm rule={rule} units={units} mail={mail} onDone={() => setOpened(undefined)} />;
  return (
    <section className="card alert-rule" id={id} aria-label={name}>
      <div className="alert-head">
        <h2>{name}</h2>
        <span className={paused ? 'soft' : told.total > 0 ? 'warning' : 'good'}>
          {paused ? '已暂停' : told.total > 0 ? `现在成立${told.total}项` : '现在没有成立的'}
        </span>
        <span className="space" />
        <Button size="small" loading={pause.isPending} onClick={() => pause.mutate()}>
          {paused ? '恢复' : '暂停'}
        </Button>
        <Button size="small" onClick={() => setOpened('form')}>
          修改
        </Button>
        <Popconfirm
          title="删除这条预警规则？"
          description="不再提醒；历次修改仍留有记录。"
          okText="删除"
          cancelText="不删除"
          onConfirm={() => remove.mutate()}
        >
          <Button size="small">删除</Button>
        </Popconfirm>
      </div>
      <p>
        {unit.name || '您已无权查看的单位'}：{rule.year === null ? '当年' : `${rule.year}年`}
        {text}
        <span className="soft">
          　
          {channels
            .filter(isChannel)
            .map((channel) => alertChannels[channel])
            .join('、')}
        </span>
      </p>
      <ProblemText error={pause.error ?? remove.error} />
      {told.items.length > 0 && (
        <table className="data stacks">
          <thead>
            <tr>
              <th>对象</th>
              <th>情况</th>
              <th>提醒时间</th>
            </tr>
          </thead>
          <tbody>
            {told.items.map((item) => (
              <tr key={`${item.consortium.id} ${item.year}`}>
                <td data-label="对象">
                  <Subject rule={rule} item={item} units={units} />
                </td>
                <td data-label="情况">{item.text}</td>
                <td data-label="提醒时间">{momentText(item.at)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {told.total > told.items.length && (
        <p className="soft">
          只列出最近{told.items.length}项，共{told.total}项。
        </p>
      )}
      {version > 1 && (
        <button
          type="button"
          className="link"
          aria-expanded={opened === 'versions'}
          onClick={() => setOpened(opened === 'versions' ? undefined : 'versions')}
        >
          修改过{version - 1}次
        </button>
      )}
      {opened === 'versions' && <Versions ruleId={id} />}
    </section>
  );
}

/** Whom it says so of, as the way to what it rests on. */
function Subject({ rule, item, units }: { rule: Alert; item: Told; units: readonly WatchedUnit[] }) {
  const { id, name } = item.consortium;
  if (rule.measure === 'total') {
    const kind = units.find((unit) => unit.id === id)?.kind;
    const whose = kind === 'province' ? { province: id } : kind === 'consortium' ? { consortium: id } : {};
    const search = { ...whose, ...(rule.figure !== null && { figure: rule.figure }), year: item.year };
    return (
      <Link to="/monitoring" search={search}>
        {name}
      </Link>
    );
  }
  const to = rule.measure === 'quality' ? '/consortia/$id/quality' : '/consortia/$id/figures';
  return (
    <Link to={to} params={{ id }}>
      {name}
    </Link>
  );
}

type Told = Alert['told']['items'][number];

function Versions({ ruleId }: { ruleId: string }) {
  const versions = useQuery(versionsQuery(ruleId));
  return (
    <Loaded query={versions}>
      {({ items }) => (
        <ol reversed className="alert-versions">
          {items.map(({ version, text, paused, at }) => (
            <li key={version}>
              {momentText(at)}：{text}
              {paused && '（暂停）'}
            </li>
          ))}
        </ol>
      )}
    </Loaded>
  );
}

function bodyOf({ unit, name, measure, figure, comparison, limit, year, channels, version }: Alert) {
  return { unitId: unit.id, name, measure, figure, comparison, limit, year, channels, version };
}
