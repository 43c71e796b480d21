import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import type { ApplicationAction } from '#core/market/application.ts';
import { answered, client } from '#web/api/client.ts';
import { InlineInput } from '#web/ui/inline-input.tsx';
import { InlineSelect } from '#web/ui/inline-select.tsx';
import { ProblemText } from '#web/ui/problem-text.tsx';
import { type Application, type Applications, forgetMarket } from './market-queries.ts';

type Props = { id: string; application: Application; kinds: Applications['agreementKinds'] };
const blank = { at: '', place: '', until: '', startsOn: '', endsOn: '', pay: '', probation: '', text: '', kind: '' };

/** What the enterprise answers, or the school: one form for the answer that was chosen. */
export function ApplicationActs({ id, application, kinds }: Props) {
  const [chosen, setChosen] = useState<ApplicationAction>();
  const [typed, setTyped] = useState(blank);
  const act = useMutation({
    mutationFn: (action: ApplicationAction) =>
      answered(
        client.POST('/api/consortia/{id}/talent-applications/{applicationId}/acts', {
          params: { path: { id, applicationId: application.id } },
          body: bodyOf(action, application.version, typed),
        }),
      ),
    onSuccess: forgetMarket,
  });
  const set = (name: keyof typeof blank) => (value: string) => setTyped({ ...typed, [name]: value });
  const label = application.actions.find((each) => each.id === chosen)?.label ?? '';
  if (chosen === undefined)
    return (
      <span className="actions">
        {application.actions.map((each) => (
          <Button
            key={each.id}
            aria-label={`${each.label}${application.student.name}`}
            onClick={() => setChosen(each.id)}
          >
            {each.label}
          </Button>
        ))}
      </span>
    );
  return (
    <form
      className="market-act"
      aria-label={`${label}${application.student.name}`}
      onSubmit={(event) => {
        event.preventDefault();
        act.mutate(chosen);
      }}
    >
      <div className="actions">
        {chosen === 'interview' && (
          <>
            <InlineInput
              label="时间（北京时间）"
              type="datetime-local"
              required
              value={typed.at}
              onChange={set('at')}
            />
            <InlineInput label="地点" required maxLength={200} value={typed.place} onChange={set('place')} />
          </>
        )}
        {chosen === 'offer' && (
          <>
            <InlineInput label="答复截止" type="date" required value={typed.until} onChange={set('until')} />
            <InlineInput label="上岗日期" type="date" required value={typed.startsOn} onChange={set('startsOn')} />
            <InlineInput
              label="结束日期"
              type="date"
              required={application.kind !== 'job'}
              value={typed.endsOn}
              onChange={set('endsOn')}
            />
            <InlineInput
              label={application.kind === 'job' ? '月薪（元）' : '津贴（元/月）'}
              required
              size={6}
              inputMode="numeric"
              pattern="0|[1-9][0-9]*"
              value={typed.pay}
              onChange={set('pay')}
            />
            {application.kind === 'job' && (
              <InlineInput
                label="试用期（月，可不填）"
                size={4}
                inputMode="numeric"
                pattern="[0-6]"
                value={typed.probation}
                onChange={set('probation')}
              />
            )}
          </>
        )}
        {chosen === 'consent' && application.kind !== 'job' && (
          <InlineSelect label="培养类型" choices={kinds} value={typed.kind} onChange={set('kind')} />
        )}
        {chosen !== 'consent' && (
          <InlineInput
            label={chosen === 'refuse' ? '原因' : '说明（学生看得到）'}
            required={chosen === 'refuse'}
            maxLength={500}
            value={typed.text}
            onChange={set('text')}
          />
        )}
      </div>
      {chosen === 'consent' && (
        <p className="soft">
          {application.kind === 'job'
            ? '同意后即为达成，未成年人另须监护人同意。'
            : '同意后按录用内容起草三方协议，请在协议中补充指导教师、保险等，再登记学生、送各方签署。'}
        </p>
      )}
      <p className="actions">
        <Button type="primary" htmlType="submit" loading={act.isPending}>
          确定{label}
        </Button>
        <Button onClick={() => setChosen(undefined)}>取消</Button>
      </p>
      {act.error && <ProblemText error={act.error} />}
    </form>
  );
}

function bodyOf(action: ApplicationAction, version: number, typed: typeof blank) {
  const { at, place, until, startsOn, endsOn, pay, probation, text, kind } = typed;
  switch (action) {
    case 'interview':
      return { action, version, at: `${at}:00+08:00`, place, text };
    case 'offer':
      return {
        ...{ action, version, until, startsOn, endsOn: endsOn || null, pay: Number(pay), text },
        probationMonths: probation === '' ? null : Number(probation),
      };
    case 'consent':
      return { action, version, ...(kind === '' ? {} : { kind }) };
    case 'refuse':
      return { action, version, text };
    default:
      return { action: 'reject' as const, version, text };
  }
}
