import { answered, client } from '#web/api/client.ts';
import { TextAct } from '#web/ui/text-act.tsx';
import { type Call, forgetTechnology } from './technology-queries.ts';

/** Questions and answers, which all see; nobody sees who asked. */
export function QuestionsCard({ id, call }: { id: string; call: Call }) {
  const path = { id, callId: call.id };
  return (
    <section className="card" aria-label="问答">
      <div className="technology-head">
        <h2>问答</h2>
        <span className="soft">各单位都能看到，不显示是谁提问的</span>
      </div>
      {call.questions.length === 0 && <p className="soft">还没有提问。</p>}
      <ul className="technology-list">
        {call.questions.map((question) => (
          <li key={question.id}>
            <p className="technology-text">问：{question.text}</p>
            {question.answer === '' ? (
              <p className="soft">待答复</p>
            ) : (
              <p className="technology-text">答：{question.answer}</p>
            )}
            {call.canAnswer && question.answer === '' && (
              <TextAct
                label="答复"
                rows={2}
                most={2000}
                acts={[{ id: 'answer', label: '答复' }]}
                send={(_, answer) =>
                  answered(
                    client.PUT('/api/consortia/{id}/technology-calls/{callId}/questions/{questionId}', {
                      params: { path: { ...path, questionId: question.id } },
                      body: { answer },
                    }),
                  )
                }
                onDone={forgetTechnology}
              />
            )}
          </li>
        ))}
      </ul>
      {call.isOpen && call.bidders.length > 0 && (
        <TextAct
          label="提问"
          rows={2}
          most={1000}
          acts={call.bidders.map((member) => ({
            id: member.id,
            label: call.bidders.length > 1 ? `以${member.name}提问` : '提问',
          }))}
          send={(memberId, text) =>
            answered(
              client.POST('/api/consortia/{id}/technology-calls/{callId}/questions', {
                params: { path },
                body: { memberId, text },
              }),
            )
          }
          onDone={forgetTechnology}
        />
      )}
    </section>
  );
}
