import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { type FormEvent, useId, useState } from 'react';
import { checkEntry } from '#core/ledger/check-entry.ts';
import type { LedgerBook, LedgerField, LedgerKind } from '#core/ledger/kind.ts';
import { readValues } from '#core/ledger/read-value.ts';
import { ApiProblem, answered, client } from '#web/api/client.ts';
import { useCodePicker } from './code-picker.tsx';
import type { MemberName } from './ledger-queries.ts';
import { optionsOf } from './options.ts';

/** One entry at a time: for a phone, and for whoever records but a few. */
export function EntryForm({
  id,
  book,
  kind,
  members,
  onDone,
}: {
  id: string;
  book: LedgerBook;
  kind: LedgerKind;
  members: readonly MemberName[];
  onDone: (entry: string | undefined) => void;
}) {
  const [texts, setTexts] = useState<Readonly<Record<string, string>>>({});
  const [isTried, setIsTried] = useState(false);
  const [reason, setReason] = useState('');
  const categories = new Map(members.map(({ name, category }) => [name, category]));
  const findings = checkEntry(book, kind, readValues(kind, texts), { categoryOf: (name) => categories.get(name) });
  const errors = findings.filter(({ severity }) => severity === 'error');
  const record = useMutation({
    mutationFn: () =>
      answered(
        client.POST('/api/consortia/{id}/ledgers/{kind}/entries', {
          params: { path: { id, kind: kind.id } },
          body: { values: texts, ...(reason.trim() === '' ? {} : { reason: reason.trim() }) },
        }),
      ),
    onSuccess: (recorded) => onDone(recorded.id ?? undefined),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setIsTried(true);
    if (errors.length === 0) record.mutate();
  };
  const refused = record.error instanceof ApiProblem ? record.error : undefined;
  const told = [...(isTried ? findings : []), ...findingsOf(refused)];
  return (
    <form className="card entry-form" onSubmit={submit} aria-label={`填写${kind.label}`}>
      {Object.entries(kind.fields).map(([field, definition]) => (
        <EntryField
          key={field}
          definition={definition}
          members={members}
          text={texts[field] ?? ''}
          faults={told.filter((finding) => finding.field === field).map(({ message }) => message)}
          onText={(text) => setTexts({ ...texts, [field]: text })}
        />
      ))}
      {refused?.code === 'year-closed' && (
        <label className="field">
          <span>更正理由</span>
          <textarea
            className="text"
            rows={2}
            maxLength={500}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        </label>
      )}
      {record.error && (
        <p role="alert" className="error">
          {record.error.message}
        </p>
      )}
      <p className="actions">
        <Button type="primary" htmlType="submit" loading={record.isPending}>
          提交
        </Button>
        <Button onClick={() => onDone(undefined)}>取消</Button>
      </p>
    </form>
  );
}

/** One field of an entry, to be filled in: what it offers to choose from, and what is wrong with what was typed. */
export function EntryField({
  definition,
  members,
  text,
  faults,
  onText,
}: {
  definition: LedgerField;
  members: readonly MemberName[];
  text: string;
  faults: readonly string[];
  onText: (text: string) => void;
}) {
  const id = useId();
  const [isOpen, setIsOpen] = useState(false);
  const picker = useCodePicker(definition, text, isOpen, onText);
  const options = optionsOf(definition, members);
  const notes = `${id}-notes`;
  const common = {
    id,
    className: 'text',
    value: text,
    'aria-describedby': notes,
    'aria-invalid': faults.length > 0,
    onChange: (event: { target: { value: string } }) => onText(event.target.value),
  };
  const isNumber = definition.type === 'count' || definition.type === 'decimal' || definition.type === 'year';
  return (
    <div className="field">
      <label htmlFor={id}>
        {definition.label}
        {definition.optional ? <span className="soft">（选填）</span> : <span className="error"> *</span>}
      </label>
      {definition.type === 'choice' ? (
        <select {...common}>
          <option value="">请选择</option>
          {definition.options.map((option) => (
            <option key={option}>{option}</option>
          ))}
        </select>
      ) : (
        <input
          {...common}
          {...picker.input}
          onFocus={() => setIsOpen(true)}
          onBlur={() => setIsOpen(false)}
          onKeyDown={picker.onKey}
          type={definition.type === 'day' ? 'date' : 'text'}
          inputMode={isNumber ? 'decimal' : undefined}
          list={options ? `${id}-options` : undefined}
          placeholder={placeholderOf(definition)}
        />
      )}
      {picker.list}
      {options && definition.type !== 'choice' && (
        <datalist id={`${id}-options`}>
          {options.map((option) => (
            <option key={option} value={option} />
          ))}
        </datalist>
      )}
      <span id={notes} className="error">
        {faults.join('；')}
      </span>
    </div>
  );
}

function placeholderOf(definition: LedgerField): string | undefined {
  if (definition.type === 'member' && definition.many) return '多个单位用、隔开';
  return definition.type === 'code' ? '名称、代码或拼音' : undefined;
}

/** What the server found wrong with a refused entry. */
function findingsOf(problem: ApiProblem | undefined): readonly { field: string; message: string }[] {
  const findings = problem?.facts.findings;
  if (!Array.isArray(findings)) return [];
  return findings.flatMap((finding: unknown) =>
    typeof finding === 'object' && finding !== null && 'field' in finding && 'message' in finding
      ? [{ field: String(finding.field), message: String(finding.message) }]
      : [],
  );
}
