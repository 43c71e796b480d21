import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { InlineForm } from '#web/ui/inline-form.tsx';
import { InlineInput } from '#web/ui/inline-input.tsx';
import { InlineSelect } from '#web/ui/inline-select.tsx';
import type { Violation } from './violation-queries.ts';

/** Decides a case, once: dismissed by whoever looks into it, a sanction by the ministry. */
export function DecideCase({ violation, onDone }: { violation: Violation; onDone: () => Promise<void> }) {
  const { id, version, can } = violation;
  const choices = violation.outcomes.filter(({ isSanction }) => (isSanction ? can.sanction : can.dismiss));
  const [outcome, setOutcome] = useState('');
  const [words, setWords] = useState({ fromDay: '', until: '', reason: '', answer: '', document: '' });
  const chosen = choices.find((each) => each.id === outcome);
  const decide = useMutation({
    mutationFn: () =>
      answered(
        client.POST('/api/violations/{caseId}/decision', {
          params: { path: { caseId: id } },
          body: { ...words, version, outcome, until: words.until || null },
        }),
      ),
    onSuccess: onDone,
  });
  const set = (name: keyof typeof words) => (value: string) => setWords({ ...words, [name]: value });
  return (
    <InlineForm
      title="办结"
      aside={chosen?.isSanction ? '理由和状态在登记簿公开，并通知联合体和省级部门' : undefined}
      button="作出决定"
      isPrimary
      sending={decide}
      onSubmit={() => confirm('决定只能作出一次，确定？') && decide.mutate()}
      outcome={decide.isSuccess && '已办结。'}
    >
      <InlineSelect label="处理" choices={choices} value={outcome} onChange={setOutcome} />
      <InlineInput required label="自" type="date" value={words.fromDay} onChange={set('fromDay')} />
      {chosen && chosen.until !== 'none' && (
        <InlineInput
          required={chosen.until === 'deadline'}
          label={chosen.until === 'deadline' ? '整改期限' : '至（不填为待解除）'}
          type="date"
          value={words.until}
          onChange={set('until')}
        />
      )}
      <InlineInput label="文号" maxLength={100} value={words.document} onChange={set('document')} />
      <Words label="理由" value={words.reason} onChange={set('reason')} />
      <Words label="给反映人的答复" value={words.answer} onChange={set('answer')} />
    </InlineForm>
  );
}

/** A text of its own line among the inputs. */
function Words({ label, value, onChange }: { label: string; value: string; onChange: (value: string) => void }) {
  return (
    <label className="field" style={{ flexBasis: '100%' }}>
      <span>{label}</span>
      <textarea
        className="text"
        rows={3}
        maxLength={5000}
        required
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </label>
  );
}
