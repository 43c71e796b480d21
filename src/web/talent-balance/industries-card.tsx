import { useMutation, useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { InlineSelect } from '#web/ui/inline-select.tsx';
import { Loaded } from '#web/ui/loaded.tsx';
import { ProblemText } from '#web/ui/problem-text.tsx';
import { forgetBalance, type Industries, industriesQuery } from './balance-queries.ts';

/** To which industry each enterprise belongs, and which lead the park. */
export function IndustriesCard({ id }: { id: string }) {
  const industries = useQuery(industriesQuery(id));
  return (
    <section className="card" aria-label="企业所属行业">
      <h2>企业所属行业</h2>
      <Loaded query={industries}>
        {(data) => (
          <>
            <Leading id={id} industries={data} />
            {data.enterprises.length === 0 ? (
              <p className="soft">还没有企业成员。</p>
            ) : (
              <SayIndustry id={id} industries={data} />
            )}
          </>
        )}
      </Loaded>
    </section>
  );
}

function SayIndustry({ id, industries }: { id: string; industries: Industries }) {
  const { industries: choices, enterprises } = industries;
  const say = useMutation({
    mutationFn: ({ memberId, industry }: { memberId: string; industry: string }) =>
      answered(
        client.PUT('/api/consortia/{id}/members/{memberId}/industry', {
          params: { path: { id, memberId } },
          body: { industry },
        }),
      ),
    onSuccess: () => forgetBalance(id),
  });
  const nameOf = (code: string | null) => choices.find((each) => each.code === code)?.name;
  const unsaid = enterprises.filter(({ industry }) => industry === null).length;
  return (
    <details>
      <summary>
        {enterprises.length}家企业{unsaid > 0 ? `，${unsaid}家未登记行业` : '，都已登记行业'}
      </summary>
      {say.error && <ProblemText error={say.error} />}
      <ul className="plain-list balance-industries">
        {enterprises.map((each) => (
          <li key={each.id}>
            {each.isOwn ? (
              <InlineSelect
                label={each.name}
                choices={choices.map(({ code, name }) => ({ id: code, label: `${code} ${name}` }))}
                value={each.industry ?? ''}
                onChange={(industry) => say.mutate({ memberId: each.id, industry })}
              />
            ) : (
              `${each.name}：${nameOf(each.industry) ?? '未登记'}`
            )}
          </li>
        ))}
      </ul>
    </details>
  );
}

function Leading({ id, industries }: { id: string; industries: Industries }) {
  const { industries: choices, leading, manages } = industries;
  const [added, setAdded] = useState('');
  const save = useMutation({
    mutationFn: (codes: readonly string[]) =>
      answered(
        client.PUT('/api/consortia/{id}/industries', { params: { path: { id } }, body: { industries: [...codes] } }),
      ),
    onSuccess: async () => {
      setAdded('');
      await forgetBalance(id);
    },
  });
  const nameOf = (code: string) => choices.find((each) => each.code === code)?.name ?? code;
  return (
    <>
      <p>
        园区主导产业：
        {leading.length === 0 && (
          <span className="soft">还没有设定。设定后，专业预警才能判断专业与主导产业是否匹配。</span>
        )}
        {leading.map((code) => (
          <span key={code} className="balance-leading">
            {nameOf(code)}
            {manages && (
              <button
                type="button"
                className="plain"
                aria-label={`去掉${nameOf(code)}`}
                onClick={() => save.mutate(leading.filter((each) => each !== code))}
              >
                去掉
              </button>
            )}
          </span>
        ))}
      </p>
      {manages && (
        <div className="actions">
          <InlineSelect
            label="主导产业"
            choices={choices
              .filter(({ code }) => !leading.includes(code))
              .map(({ code, name }) => ({ id: code, label: `${code} ${name}` }))}
            value={added}
            onChange={setAdded}
          />
          <Button disabled={added === ''} loading={save.isPending} onClick={() => save.mutate([...leading, added])}>
            加入主导产业
          </Button>
        </div>
      )}
      {save.error && <ProblemText error={save.error} />}
    </>
  );
}
