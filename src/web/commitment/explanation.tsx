import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import type { Commitment, ComparedFigure } from './commitment-queries.ts';

/** Why a commitment was kept or missed, in the consortium's words, as the 承诺兑现单 will say it. */
export function Explanation(props: {
  id: string;
  figure: ComparedFigure;
  year: number;
  commitment: Commitment;
  canExplain: boolean;
}) {
  const { id, figure, year, commitment, canExplain } = props;
  const said = commitment.explanation?.text ?? '';
  const [typed, setTyped] = useState<string>();
  const queryClient = useQueryClient();
  const save = useMutation({
    mutationFn: (text: string) =>
      answered(
        client.PUT('/api/consortia/{id}/commitments/{figure}/{year}/explanation', {
          params: { path: { id, figure: figure.figure, year } },
          body: { version: commitment.explanation?.version ?? 0, text },
        }),
      ),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: ['commitments', id] });
      setTyped(undefined);
    },
  });
  if (!canExplain)
    return (
      <section className="card">
        <h2>兑现情况说明</h2>
        <p className={said === '' ? 'soft' : ''}>{said || '还没有说明。'}</p>
      </section>
    );
  return (
    <form
      className="card"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate(typed ?? said);
      }}
    >
      <h2 id="explanation">兑现情况说明</h2>
      <p className="soft">写入承诺兑现单：未达到的说明原因和补救，超过的说明做法。</p>
      <textarea
        className="text"
        rows={3}
        maxLength={2000}
        aria-labelledby="explanation"
        value={typed ?? said}
        onChange={(event) => setTyped(event.target.value)}
      />
      <p className="actions">
        <Button htmlType="submit" disabled={typed === undefined || typed === said} loading={save.isPending}>
          保存说明
        </Button>
        {save.error && (
          <span role="alert" className="error">
            {save.error.message}
          </span>
        )}
        {save.isSuccess && typed === undefined && (
          <span role="status" className="good">
            已保存
          </span>
        )}
      </p>
    </form>
  );
}
