import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { OfUnit } from '#web/notice/webhooks.tsx';
import { Loaded } from '#web/ui/loaded.tsx';
import { AlertForm } from './alert-form.tsx';
import { alertsQuery, type WatchedUnit } from './alert-queries.ts';
import { AlertRule } from './alert-rule.tsx';
import './alerts.css';

/** One's own alerts: what is watched, what is true by now, and where it is told. */
export function AlertsPage() {
  const alerts = useQuery(alertsQuery);
  const [adding, setAdding] = useState(false);
  return (
    <>
      <title>监测预警 - 联合体</title>
      <div className="title-row">
        <h1>监测预警</h1>
        <span className="space" />
        {!adding && alerts.data && alerts.data.units.length > 0 && (
          <Button type="primary" onClick={() => setAdding(true)}>
            设置预警
          </Button>
        )}
      </div>
      <p className="soft">
        条件成立时提醒一次；不再成立、之后又成立时再提醒。数据变动后约半分钟内判断，逾期、承诺和数据质量每小时判断一次。规则只归您本人，按提醒当时的权限发送。
      </p>
      <Loaded query={alerts}>
        {({ items, units, mail }) => (
          <>
            {adding && <AlertForm units={units} mail={mail} onDone={() => setAdding(false)} />}
            {items.map((rule) => (
              <AlertRule key={rule.id} rule={rule} units={units} mail={mail} />
            ))}
            {items.length === 0 && !adding && <Nothing units={units} />}
            {items.some(({ channels }) => channels.includes('webhook')) && <Systems units={units} />}
          </>
        )}
      </Loaded>
    </>
  );
}

function Nothing({ units }: { units: readonly WatchedUnit[] }) {
  return (
    <p className="card">
      {units.length === 0
        ? '您的角色不能查看联合体的数据，所以没有可以设置的预警。需要时请联系本单位的系统管理员。'
        : '还没有预警规则。点“设置预警”，选择要关注的数据和条件，先看现在会提醒哪些联合体，再保存。'}
    </p>
  );
}

/** Where the systems of the widest unit that one speaks for are told. */
function Systems({ units }: { units: readonly WatchedUnit[] }) {
  const unit = units.find(({ speaks }) => speaks);
  if (!unit) return null;
  return (
    <section className="card" aria-label="推送地址">
      <h2>推送地址（{unit.name}）</h2>
      <p className="soft">勾选“推送地址”的规则发到这里，只含单位名称和数量；业务系统另得到联合体编号和年度。</p>
      <OfUnit consortiumId={unit.id} unitId={unit.id} />
    </section>
  );
}
