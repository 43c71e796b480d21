import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { ConsortiumHead } from '#web/consortium/consortium-head.tsx';
import { EvidencePanel } from '#web/evidence/evidence-panel.tsx';
import { Loaded } from '#web/ui/loaded.tsx';
import { momentText } from '#web/ui/moment.ts';
import { type Spending, spendingQuery } from './fund-queries.ts';
import { yuan } from './fund-texts.ts';
import { SpendingActions } from './spending-actions.tsx';
import './funds.css';

/** One request: what for, who approves it, its vouchers, and the button for whose turn it is. */
export function SpendingPage() {
  const { id = '', spendingId = '' } = useParams({ strict: false });
  const spending = useQuery(spendingQuery(id, spendingId));
  return (
    <>
      <ConsortiumHead id={id} title="支出申请" />
      <Loaded query={spending}>
        {(data) => (
          <>
            <p>
              <Link to="/consortia/$id/funds" params={{ id }} search={{ year: data.year }}>
                返回{data.year}年经费
              </Link>
            </p>
            <div className="fund-columns">
              <div>
                <Facts spending={data} />
                <section className="card">
                  <EvidencePanel consortiumId={id} spendingId={data.id} />
                </section>
              </div>
              <div>
                <SpendingActions id={id} spending={data} />
                <Steps spending={data} />
                <History spending={data} />
              </div>
            </div>
          </>
        )}
      </Loaded>
    </>
  );
}

function Facts({ spending }: { spending: Spending }) {
  const rows: readonly (readonly [string, string])[] = [
    ['金额', `${yuan(spending.amount)}元`],
    ['收款方', spending.payee],
    ['预算科目', spending.line.name],
    ['说明', spending.purpose],
    ['申请人', `${spending.askedBy}，${momentText(spending.askedAt)}`],
    ['支付', spending.paidOn === null ? '' : `${spending.paidOn}，凭证号${spending.voucher}`],
  ];
  return (
    <section className="card" aria-label="申请">
      <h2>
        {spending.number}　{spending.title}
      </h2>
      <p>
        <strong>{spending.stateLabel}</strong>
      </p>
      <dl className="entry-values">
        {rows.map(
          ([name, value]) =>
            value !== '' && (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ),
        )}
      </dl>
    </section>
  );
}

function Steps({ spending }: { spending: Spending }) {
  return (
    <section className="card" aria-label="审批步骤">
      <h2>审批步骤</h2>
      <ol className="fund-steps">
        {spending.steps.map(({ label, isDue, approved }) => (
          <li key={label} aria-current={isDue ? 'step' : undefined}>
            {label}
            {approved ? (
              <div className="good">
                {approved.by}同意，{momentText(approved.at)}
                {approved.resolution && `，${approved.resolution}`}
              </div>
            ) : (
              <div className={isDue ? 'warning' : 'soft'}>{isDue ? '等待审批' : '未到'}</div>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}

function History({ spending }: { spending: Spending }) {
  return (
    <section className="card" aria-label="办理经过">
      <h2>办理经过</h2>
      <ul className="plain-list">
        {spending.acts.map(({ label, text, by, at }) => (
          <li key={at + label}>
            {text === '' ? label : `${label}：${text}`}
            <span className="soft">
              （{by}，{momentText(at)}）
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
