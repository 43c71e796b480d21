import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { everything, evidenceQuery } from '#web/evidence/evidence-queries.ts';
import { keepText, useKeptText } from '#web/ui/kept-texts.ts';
import { ProblemText } from '#web/ui/problem-text.tsx';
import type { Case } from './acceptance-queries.ts';

/** What was done about the outcome, with pieces of the consortium's evidence; sent once. */
export function SendRectification(props: { consortiumId: string; acceptance: Case; onReload: () => Promise<void> }) {
  const { consortiumId, acceptance, onReload } = props;
  const { id: batchId, version, outcomes } = acceptance;
  const key = `acceptance ${consortiumId} ${batchId}`;
  const text = useKeptText(key, 'rectification') ?? '';
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [q, setQ] = useState('');
  const evidence = useQuery(evidenceQuery(consortiumId, { ...everything, q })).data?.items ?? [];
  const send = useMutation({
    mutationFn: () =>
      answered(
        client.POST('/api/consortia/{id}/acceptance/rectification', {
          params: { path: { id: consortiumId } },
          body: { batchId, version, text, evidence: [...chosen] },
        }),
      ),
    onSuccess: async () => {
      keepText(key, 'rectification', undefined);
      await onReload();
    },
  });
  return (
    <form
      className="card case-texts"
      aria-label="整改报告"
      onSubmit={(event) => {
        event.preventDefault();
        if (confirm('报送后不能再改，确定报送整改报告？')) send.mutate();
      }}
    >
      <h2>整改报告（{outcomes.at(-1)?.dueOn}前报送）</h2>
      <label className="field">
        <span>整改情况，逐项对照理由</span>
        <textarea
          className="text"
          required
          rows={6}
          maxLength={5000}
          value={text}
          onChange={(event) => keepText(key, 'rectification', event.target.value)}
        />
      </label>
      <fieldset>
        <legend>证据材料（至少一件，已选{chosen.length}件）</legend>
        <label>
          名称 <input className="text inline" type="search" value={q} onChange={(event) => setQ(event.target.value)} />
        </label>
        <ul className="plain-list">
          {evidence.map(({ id, title }) => (
            <li key={id}>
              <label>
                <input
                  type="checkbox"
                  checked={chosen.includes(id)}
                  onChange={({ target }) =>
                    setChosen(target.checked ? [...chosen, id] : chosen.filter((each) => each !== id))
                  }
                />{' '}
                {title}
              </label>
            </li>
          ))}
        </ul>
        <p className="soft">
          没有所需的材料？先到
          <Link to="/consortia/$id/evidence" params={{ id: consortiumId }}>
            证据材料
          </Link>
          上传，已写的内容会保留。
        </p>
      </fieldset>
      <Button
        htmlType="submit"
        type="primary"
        disabled={chosen.length === 0 || text.trim() === ''}
        loading={send.isPending}
      >
        报送整改报告
      </Button>
      {send.error && <ProblemText error={send.error} />}
    </form>
  );
}
