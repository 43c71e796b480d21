import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { type FormEvent, useState } from 'react';
import { kindOf } from '#core/ledger/kind.ts';
import { EntryField } from '#web/ledger/entry-form.tsx';
import { bookQuery, namesQuery } from '#web/ledger/ledger-queries.ts';
import type { SampledEntry } from './verification-queries.ts';
import '#web/ledger/ledger.css';

/** What a sampled entry should say: its fields as they were reported, to be typed over; only what differs is sent. */
export function CorrectEntry(props: {
  title: string;
  consortiumId: string;
  entry: SampledEntry;
  sending: boolean;
  onCorrect: (corrected: Readonly<Record<string, string>>) => void;
  onCancel: () => void;
}) {
  const { title, consortiumId, entry, sending, onCorrect, onCancel } = props;
  const book = useQuery(bookQuery).data;
  const members = useQuery(namesQuery(consortiumId)).data ?? [];
  const reported = new Map(entry.fields.map((field) => [field.id, field.reported]));
  const [texts, setTexts] = useState<Readonly<Record<string, string>>>(() =>
    Object.fromEntries(entry.fields.map(({ id, reported, corrected }) => [id, corrected ?? reported])),
  );
  if (!book) return null;
  const changed = Object.fromEntries(Object.entries(texts).filter(([id, text]) => text !== (reported.get(id) ?? '')));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onCorrect(changed);
  };
  return (
    <form className="entry-form" onSubmit={submit} aria-label={`更正${title}`}>
      {Object.entries(kindOf(book, entry.kind).fields).map(([id, definition]) => (
        <EntryField
          key={id}
          definition={definition}
          members={members}
          text={texts[id] ?? ''}
          faults={[]}
          onText={(text) => setTexts({ ...texts, [id]: text })}
        />
      ))}
      <p className="actions">
        <Button
          size="small"
          type="primary"
          htmlType="submit"
          disabled={Object.keys(changed).length === 0}
          loading={sending}
        >
          记下更正
        </Button>
        <Button size="small" onClick={onCancel}>
          取消
        </Button>
        <span className="soft">只记与填报不同的各项，填报的内容一并保留。</span>
      </p>
    </form>
  );
}
