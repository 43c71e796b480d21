import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { type FormEvent, useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { namesQuery } from '#web/ledger/ledger-queries.ts';
import { momentText } from '#web/ui/moment.ts';
import type { Finding } from './quality-queries.ts';

const tones = { serious: 'error', usual: 'warning', slight: 'soft' } as const;
const stateTones = { open: 'warning', answered: '', accepted: 'good', gone: 'good' } as const;
const mostLinks = 8;

/** One finding: what was found, what would settle it, what has been said of it, and what the reader may do. */
export function FindingItem({ finding, linksFigures }: { finding: Finding; linksFigures: boolean }) {
  const { consortium, ruleLabel, severity, severityLabel, year, text, settle, figures, state, stateLabel } = finding;
  const { assignee, acts, others, actions } = finding;
  return (
    <li>
      <div className="finding-head">
        <span className={`tag ${tones[severity]}`}>{severityLabel}</span>
        <strong>{ruleLabel}</strong>
        <span className={stateTones[state]}>{stateLabel}</span>
        <span className="soft">由{assignee.isMember ? assignee.name : '秘书处'}处理</span>
      </div>
      <p>{text}</p>
      {others.length > 0 && (
        <p>
          对照：
          {others.map(({ id, name, what }, at) => (
            <span key={id}>
              {at > 0 && '；'}
              <Link to="/consortia/$id/quality" params={{ id }}>
                {name}
              </Link>
              （{what}）
            </span>
          ))}
        </p>
      )}
      <p className="soft">如何解决：{settle}</p>
      {linksFigures && figures.length > 0 && (
        <p className="soft">
          来源：
          {figures.slice(0, mostLinks).map(({ id, label }, at) => (
            <span key={id}>
              {at > 0 && '、'}
              <Link
                to="/consortia/$id/figures/$figure/$year"
                params={{ id: consortium.id, figure: id, year: String(year) }}
              >
                {label}
              </Link>
            </span>
          ))}
          {figures.length > mostLinks && `等${figures.length}项`}
        </p>
      )}
      {acts.some((act) => act.text !== '') && (
        <ul className="finding-acts">
          {acts.map(({ label, text, by, at }) => (
            <li key={`${at}${label}`}>
              {label}
              {text && `：${text}`}{' '}
              <span className="soft">
                {by} {momentText(at)}
              </span>
            </li>
          ))}
        </ul>
      )}
      {actions.length > 0 && <Act key={finding.version} finding={finding} />}
    </li>
  );
}

type Decision = 'accept' | 'keep' | 'reopen';
const isDecision = (action: string): action is Decision => ['accept', 'keep', 'reopen'].includes(action);

/** What the reader may say or decide; each takes its words, one opens at a time. */
function Act({ finding }: { finding: Finding }) {
  const { actions, ruleLabel } = finding;
  const [opened, setOpened] = useState<string>();
  const label = actions.find(({ action }) => action === opened)?.label ?? '';
  return (
    <>
      <div className="actions">
        {actions.map(({ action, label }) => (
          <Button
            key={action}
            size="small"
            aria-expanded={opened === action}
            onClick={() => setOpened(opened === action ? undefined : action)}
          >
            {label}
            <span className="unseen">“{ruleLabel}”</span>
          </Button>
        ))}
      </div>
      {opened === 'assign' ? (
        <Assign finding={finding} />
      ) : (
        opened !== undefined && <Say finding={finding} action={opened} label={label} />
      )}
    </>
  );
}

function useChanged() {
  const queryClient = useQueryClient();
  return () =>
    Promise.all(
      [['quality'], ['quality-office'], ['quality-findings']].map((queryKey) =>
        queryClient.invalidateQueries({ queryKey }),
      ),
    );
}

function Say({ finding, action, label }: { finding: Finding; action: string; label: string }) {
  const { id: findingId, consortium, version } = finding;
  const [text, setText] = useState('');
  const path = { id: consortium.id, findingId };
  const say = useMutation({
    mutationFn: () =>
      isDecision(action)
        ? answered(
            client.POST('/api/consortia/{id}/quality/findings/{findingId}/decision', {
              params: { path },
              body: { decision: action, text, version },
            }),
          )
        : answered(
            client.POST('/api/consortia/{id}/quality/findings/{findingId}/answer', {
              params: { path },
              body: { text, version },
            }),
          ),
    onSuccess: useChanged(),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    say.mutate();
  };
  const what = isDecision(action) ? `${label}的理由` : '说明';
  return (
    <form className="finding-form" onSubmit={submit}>
      <textarea
        className="text"
        rows={3}
        maxLength={5000}
        required
        aria-label={what}
        placeholder={isDecision(action) ? what : '说明原因，或写明已如何改正'}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <Button size="small" type="primary" htmlType="submit" disabled={text.trim() === ''} loading={say.isPending}>
        提交{what}
      </Button>
      {say.error && (
        <span role="alert" className="error">
          {' '}
          {say.error.message}
        </span>
      )}
    </form>
  );
}

function Assign({ finding }: { finding: Finding }) {
  const { id: findingId, consortium, version, assignee } = finding;
  const members = useQuery(namesQuery(consortium.id)).data ?? [];
  const [member, setMember] = useState(assignee.isMember ? assignee.id : '');
  const assign = useMutation({
    mutationFn: () =>
      answered(
        client.PUT('/api/consortia/{id}/quality/findings/{findingId}/assignee', {
          params: { path: { id: consortium.id, findingId } },
          body: { memberId: member === '' ? null : member, version },
        }),
      ),
    onSuccess: useChanged(),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    assign.mutate();
  };
  return (
    <form className="finding-form actions" onSubmit={submit}>
      <select
        className="text inline"
        aria-label="转交给"
        value={member}
        onChange={(event) => setMember(event.target.value)}
      >
        <option value="">秘书处</option>
        {members.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
      <Button size="small" type="primary" htmlType="submit" loading={assign.isPending}>
        转交
      </Button>
      {assign.error && (
        <span role="alert" className="error">
          {assign.error.message}
        </span>
      )}
    </form>
  );
}
