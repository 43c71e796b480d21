import { answered, client } from '#web/api/client.ts';
import { momentText } from '#web/ui/moment.ts';
import { TextAct } from '#web/ui/text-act.tsx';
import type { Violation } from './violation-queries.ts';

/** What the consortium was asked and answered; the office asks, the consortium answers each once. */
export function Hearings({ violation, onDone }: { violation: Violation; onDone: () => Promise<void> }) {
  const { id, version, hearings, can } = violation;
  if (!can.hear && hearings.length === 0) return null;
  return (
    <section className="card">
      <h2>陈述申辩</h2>
      <ul className="plain-list">
        {hearings.map(({ id: hearingId, question, dueOn, askedAt, answer }) => (
          <li key={hearingId}>
            <p className="said">{question}</p>
            <p className="soft">
              {momentText(askedAt)}提出，请在{dueOn}前答复
            </p>
            {answer && (
              <>
                <p className="said">答：{answer.text}</p>
                <p className="soft">
                  {answer.by}，{momentText(answer.at)}
                </p>
              </>
            )}
            {!answer && can.answer && (
              <TextAct
                label="陈述申辩"
                rows={5}
                most={5000}
                acts={[{ id: 'answer', label: '提交', sure: '提交后不能修改，确定？' }]}
                send={(_, text) =>
                  answered(
                    client.POST('/api/violations/{caseId}/hearings/{hearingId}/answer', {
                      params: { path: { caseId: id, hearingId } },
                      body: { text },
                    }),
                  )
                }
                onDone={onDone}
              />
            )}
          </li>
        ))}
      </ul>
      {can.hear && (
        <TextAct
          label="请联合体说明（联合体将看到这段文字；不要写出反映人）"
          most={5000}
          acts={[{ id: 'hear', label: '提出并通知联合体' }]}
          send={(_, question) =>
            answered(
              client.POST('/api/violations/{caseId}/hearings', {
                params: { path: { caseId: id } },
                body: { version, question },
              }),
            )
          }
          onDone={onDone}
        />
      )}
    </section>
  );
}
