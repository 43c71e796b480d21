import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { restOf } from '#core/commitment/shares.ts';
import { numberText } from '#core/figure/figure-text.ts';
import { answered, client } from '#web/api/client.ts';
import { namesQuery } from '#web/ledger/ledger-queries.ts';
import { InlineInput } from '#web/ui/inline-input.tsx';
import { type Commitment, type ComparedFigure, sharesQuery } from './commitment-queries.ts';

type Opening = { id: string; figure: ComparedFigure; year: number; commitment: Commitment };

/** Who bears which share of a commitment, beside what its entries say; the secretariat splits it. */
export function Shares(props: Opening & { canSplit: boolean }) {
  const { id, figure, year, commitment, canSplit } = props;
  const [isEditing, setIsEditing] = useState(false);
  const shares = useQuery(sharesQuery(id, { figure: figure.figure, year })).data?.items ?? [];
  const rest = restOf(commitment.value, shares);
  return (
    <section className="card" aria-label="分解到成员单位">
      <h2>分解到成员单位</h2>
      {shares.length === 0 ? (
        <p className="soft">还没有分解，全部由联合体承担。</p>
      ) : (
        <table className="data stacks">
          <thead>
            <tr>
              <th>单位</th>
              <th className="number">分担</th>
              <th className="number">实际</th>
              <th className="number">兑现率</th>
            </tr>
          </thead>
          <tbody>
            {shares.map(({ member, value, actual, fulfilment }) => (
              <tr key={member.id}>
                <td data-label="单位">{member.name}</td>
                <td data-label="分担" className="number">
                  {numberText(value)}
                </td>
                <td data-label="实际" className="number">
                  {actual === null ? '不分单位' : numberText(actual)}
                </td>
                <td data-label="兑现率" className="number">
                  {fulfilment.percent === null ? '—' : `${fulfilment.percent}％`}
                </td>
              </tr>
            ))}
            <tr>
              <td data-label="单位">联合体（未分解）</td>
              <td data-label="分担" className="number">
                {numberText(rest)}
              </td>
              <td className="is-empty" />
              <td className="is-empty" />
            </tr>
          </tbody>
        </table>
      )}
      {rest.startsWith('-') && <p className="warning">承诺调整后，分解之和超过了承诺，请重新分解。</p>}
      {canSplit && !isEditing && (
        <p className="actions">
          <Button onClick={() => setIsEditing(true)}>{shares.length === 0 ? '分解' : '重新分解'}</Button>
        </p>
      )}
      {isEditing && (
        <Split
          {...props}
          now={Object.fromEntries(shares.map(({ member, value }) => [member.id, value]))}
          onEnd={() => setIsEditing(false)}
        />
      )}
    </section>
  );
}

function Split({
  id,
  figure,
  year,
  commitment,
  now,
  onEnd,
}: Opening & { now: Readonly<Record<string, string>>; onEnd: () => void }) {
  const members = useQuery(namesQuery(id)).data ?? [];
  const [values, setValues] = useState(now);
  const [q, setQ] = useState('');
  const queryClient = useQueryClient();
  const typed = Object.entries(values).flatMap(([memberId, value]) =>
    value.trim() === '' ? [] : [{ memberId, value: value.trim() }],
  );
  const isNumbers = typed.every(({ value }) => /^\d{1,11}(\.\d{1,4})?$/.test(value));
  const save = useMutation({
    mutationFn: () =>
      answered(
        client.PUT('/api/consortia/{id}/commitments/{figure}/{year}/shares', {
          params: { path: { id, figure: figure.figure, year } },
          body: { version: commitment.split?.version ?? 0, shares: typed },
        }),
      ),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: ['commitments', id] });
      onEnd();
    },
  });
  return (
    <form
      aria-label="分解承诺"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <p className="actions">
        <InlineInput label="查找单位" value={q} onChange={setQ} />
      </p>
      {members
        .filter(({ name }) => name.includes(q))
        .map(({ id: memberId, name }) => (
          <label key={memberId} className="share-row">
            <span>{name}</span>
            <input
              className="text"
              inputMode="decimal"
              value={values[memberId] ?? ''}
              onChange={(event) => setValues({ ...values, [memberId]: event.target.value })}
            />
          </label>
        ))}
      <p role="status" className={isNumbers ? 'soft' : 'error'}>
        {isNumbers
          ? `承诺${numberText(commitment.value)}${figure.unit}，未分解${numberText(restOf(commitment.value, typed))}${figure.unit}`
          : '请填写数字，最多四位小数。'}
      </p>
      <p className="actions">
        <Button type="primary" htmlType="submit" disabled={!isNumbers} loading={save.isPending}>
          保存分解
        </Button>
        <Button onClick={onEnd}>取消</Button>
      </p>
      {save.error && (
        <p role="alert" className="error">
          {save.error.message}
        </p>
      )}
    </form>
  );
}
