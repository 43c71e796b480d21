import { useQueryClient } from '@tanstack/react-query';
import { answered, client } from '#web/api/client.ts';
import { momentText } from '#web/ui/moment.ts';
import { TextAct } from '#web/ui/text-act.tsx';
import type { Change } from './change-queries.ts';

const stateTexts = {
  asked: '待省级意见',
  supported: '省级同意，待部级决定',
  opposed: '省级不同意，待部级决定',
  'in-force': '已生效',
  refused: '未批准',
  withdrawn: '已撤回',
} as const;
const actTexts = { support: '同意', oppose: '不同意', approve: '批准', refuse: '不批准', withdraw: '撤回' } as const;

/** A change with what was said of it, and what the reader may do with it. */
export function OneChange({ change, isNamed = false }: { change: Change; isNamed?: boolean }) {
  const queryClient = useQueryClient();
  const { id, consortium, label, isMajor, state, from, to, fromDay, reason, by, at, version, actions, acts } = change;
  return (
    <>
      <p>
        <strong>
          {isNamed && <a href={`/consortia/${consortium.id}/standing`}>{consortium.name}</a>}
          {isNamed && '：'}
          {label}
        </strong>
        {isMajor && '（重大变动）'}：<strong>{stateTexts[state]}</strong>
      </p>
      <p>
        {from === '' ? to : `${from} → ${to}`}，自{fromDay}起。{reason}
        <span className="soft">
          （{by}于{momentText(at)}提出）
        </span>
      </p>
      {acts.map((act) => (
        <p key={act.at}>
          {actTexts[act.action]}：{act.text}
          <span className="soft">
            （{act.by}，{momentText(act.at)}）
          </span>
        </p>
      ))}
      {actions.length > 0 && (
        <TextAct
          label={`对“${label}”变更的意见和理由`}
          rows={2}
          most={2000}
          acts={actions.map((action) => ({ id: action, label: actTexts[action], sure: `确定${actTexts[action]}？` }))}
          send={(action, text) =>
            answered(
              client.POST('/api/consortia/{id}/changes/{changeId}/acts', {
                params: { path: { id: consortium.id, changeId: id } },
                body: { version, action, text },
              }),
            )
          }
          onDone={async () => {
            await queryClient.invalidateQueries({ queryKey: ['changes'] });
            await queryClient.invalidateQueries({ queryKey: ['standing', consortium.id] });
          }}
        />
      )}
    </>
  );
}
