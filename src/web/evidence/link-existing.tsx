import { useMutation, useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import {
  changeLink,
  type Evidence,
  type EvidencePlace,
  everything,
  evidenceQuery,
  forgetEvidence,
} from './evidence-queries.ts';
import { kindText, periodText } from './evidence-texts.ts';

/** Evidence that is there already, to be linked to this place as well: one file supports many entries and points. */
export function LinkExisting(props: { consortiumId: string; place: EvidencePlace; linked: readonly Evidence[] }) {
  const { consortiumId, place, linked } = props;
  const [isOpen, setIsOpen] = useState(false);
  return (
    <details onToggle={(event) => setIsOpen(event.currentTarget.open)}>
      <summary>关联已有的材料</summary>
      {isOpen && <Found consortiumId={consortiumId} place={place} linked={linked} />}
    </details>
  );
}

function Found({
  consortiumId,
  place,
  linked,
}: {
  consortiumId: string;
  place: EvidencePlace;
  linked: readonly Evidence[];
}) {
  const [q, setQ] = useState('');
  const { data } = useQuery(evidenceQuery(consortiumId, { ...everything, q }));
  const link = useMutation({ mutationFn: (id: string) => changeLink(id, place, true), onSuccess: forgetEvidence });
  const here = new Set(linked.map(({ id }) => id));
  const others = data?.items.filter(({ id, canChange }) => canChange && !here.has(id)) ?? [];
  return (
    <>
      <label>
        名称 <input className="text" type="search" value={q} onChange={(event) => setQ(event.target.value)} />
      </label>
      <ul className="plain-list">
        {others.map((evidence) => (
          <li key={evidence.id} className="evidence-progress">
            <span className="evidence-name">{evidence.title}</span>
            <span className="soft">
              {kindText(evidence)}　{periodText(evidence)}
            </span>
            <Button
              size="small"
              aria-label={`关联“${evidence.title}”`}
              loading={link.isPending && link.variables === evidence.id}
              onClick={() => link.mutate(evidence.id)}
            >
              关联
            </Button>
          </li>
        ))}
      </ul>
      {data && others.length === 0 && <p className="soft">没有可以关联的材料，请先上传。</p>}
      {link.error && (
        <p role="alert" className="error">
          {link.error.message}
        </p>
      )}
    </>
  );
}
