import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { everything, evidenceQuery } from '#web/evidence/evidence-queries.ts';
import { InlineForm } from '#web/ui/inline-form.tsx';
import { InlineInput } from '#web/ui/inline-input.tsx';
import type { Commitment, ComparedFigure } from './commitment-queries.ts';

const nothing = { value: '', reason: '', evidence: [] as readonly string[] };

/** Asks that a commitment be changed: to what, why, and on which evidence. */
export function AskForChange(props: { id: string; figure: ComparedFigure; year: number; commitment: Commitment }) {
  const { id, figure, year, commitment } = props;
  const [typed, setTyped] = useState(nothing);
  const evidence = useQuery(evidenceQuery(id, everything)).data?.items ?? [];
  const queryClient = useQueryClient();
  const ask = useMutation({
    mutationFn: () =>
      answered(
        client.POST('/api/consortia/{id}/commitments/{figure}/{year}/requests', {
          params: { path: { id, figure: figure.figure, year } },
          body: { version: commitment.version, ...typed, evidence: [...typed.evidence] },
        }),
      ),
    onSuccess: async () => {
      setTyped(nothing);
      await queryClient.invalidateQueries({ queryKey: ['commitment-requests'] });
      await queryClient.invalidateQueries({ queryKey: ['commitments', id] });
    },
  });
  const toggle = (piece: string) =>
    setTyped({
      ...typed,
      evidence: typed.evidence.includes(piece)
        ? typed.evidence.filter((each) => each !== piece)
        : [...typed.evidence, piece],
    });
  return (
    <InlineForm
      title="申请调整承诺"
      aside="省级提出意见，部级决定"
      button="提交申请"
      sending={ask}
      onSubmit={() => ask.mutate()}
      outcome={ask.isSuccess && '已提交，省级部门已收到提醒。'}
    >
      <InlineInput
        label={`新的承诺值（${figure.unit}）`}
        required
        size={10}
        value={typed.value}
        onChange={(value) => setTyped({ ...typed, value })}
      />
      <InlineInput
        label="理由"
        required
        size={40}
        maxLength={5000}
        value={typed.reason}
        onChange={(reason) => setTyped({ ...typed, reason })}
      />
      {evidence.length > 0 && (
        <details>
          <summary>证据材料（已选{typed.evidence.length}件）</summary>
          {evidence.map((piece) => (
            <label key={piece.id} className="inline-field">
              <input type="checkbox" checked={typed.evidence.includes(piece.id)} onChange={() => toggle(piece.id)} />
              {piece.title}
            </label>
          ))}
        </details>
      )}
    </InlineForm>
  );
}
