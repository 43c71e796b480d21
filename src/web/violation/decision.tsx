import { roles } from '#core/access/role.ts';
import { answered, client } from '#web/api/client.ts';
import { momentText } from '#web/ui/moment.ts';
import { TextAct } from '#web/ui/text-act.tsx';
import type { Violation } from './violation-queries.ts';

type Made = NonNullable<Violation['decision']>;

/** What was decided, what it withdraws, whom it was told to, its letter, and the appeal. */
export function Decision(props: { violation: Violation; decision: Made; onDone: () => Promise<void> }) {
  const { violation, decision, onDone } = props;
  const { label, standing, fromDay, until, reason, document, withdrawn, told, appealUntil, by, at } = decision;
  const file = (kind: string) => `/api/violations/${violation.id}/letters/decision.${kind}`;
  return (
    <section className="card">
      <h2>处理决定：{label}</h2>
      <p>
        自{fromDay}起{until && `，${standing === 'rectifying' ? '整改期限' : '至'}${until}`}
        {document && `，${document}`}
        <span className="soft">
          （{by}，{momentText(at)}）
        </span>
      </p>
      <p className="said">{reason}</p>
      {withdrawn.length > 0 && <p>不再享有：{withdrawn.map(({ text }) => text).join('、')}。</p>}
      {told.length > 0 && (
        <p>
          已告知：
          {[...Map.groupBy(told, ({ unit }) => unit)]
            .map(
              ([unit, own]) =>
                `${unit}（${own.map(({ role, people }) => `${roleLabel(role)}${people}人`).join('、')}）`,
            )
            .join('、')}
          。
        </p>
      )}
      {violation.answer && <p>给反映人的答复：{violation.answer}</p>}
      <p>
        <a href={file('docx')}>决定书（Word）</a> <a href={file('pdf')}>决定书（PDF）</a>
      </p>
      {standing && <Appeal violation={violation} appealUntil={appealUntil} onDone={onDone} />}
    </section>
  );
}

function Appeal(props: { violation: Violation; appealUntil: string; onDone: () => Promise<void> }) {
  const { violation, appealUntil, onDone } = props;
  const { id, appeal, can } = violation;
  const path = { params: { path: { caseId: id } } };
  return (
    <>
      <h3>申诉</h3>
      {!appeal && <p className="soft">联合体可在{appealUntil}前提出申诉；期间决定不停止执行。</p>}
      {appeal && (
        <>
          <p className="said">{appeal.text}</p>
          <p className="soft">{momentText(appeal.at)}提出</p>
          {appeal.outcome && (
            <p className="said">
              {appeal.outcome === 'upheld' ? '撤销原决定，恢复此前的状态' : '维持原决定'}：{appeal.reason}
            </p>
          )}
        </>
      )}
      {can.appeal && (
        <TextAct
          label="申诉的事实和理由"
          most={5000}
          acts={[{ id: 'appeal', label: '提出申诉', sure: '申诉只能提出一次，确定？' }]}
          send={(_, text) => answered(client.POST('/api/violations/{caseId}/appeal', { ...path, body: { text } }))}
          onDone={onDone}
        />
      )}
      {can.decideAppeal && (
        <TextAct
          label="对申诉的结论和理由"
          most={5000}
          acts={[
            { id: 'dismissed', label: '维持原决定', sure: '结论只能作出一次，确定维持？' },
            { id: 'upheld', label: '撤销原决定', sure: '结论只能作出一次，确定撤销原决定、恢复此前的状态？' },
          ]}
          send={(outcome, reason) =>
            answered(client.POST('/api/violations/{caseId}/appeal/decision', { ...path, body: { outcome, reason } }))
          }
          onDone={onDone}
        />
      )}
    </>
  );
}

function roleLabel(role: string): string {
  return role in roles ? roles[role as keyof typeof roles].label : role;
}
