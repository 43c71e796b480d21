import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { InlineForm } from '#web/ui/inline-form.tsx';
import { InlineInput } from '#web/ui/inline-input.tsx';
import { InlineSelect } from '#web/ui/inline-select.tsx';
import { momentText } from '#web/ui/moment.ts';
import type { Acceptance } from './acceptance-queries.ts';

const files = [
  ['list.docx', 'Word'],
  ['list.xlsx', 'Excel'],
  ['record.json', '签名记录'],
] as const;

/** To whom a province's outcomes were handed on for which of the notice's uses; the office hands on more. */
export function Uses({ acceptance, onReload }: { acceptance: Acceptance; onReload: () => Promise<void> }) {
  const { id, handedOn, isOffice } = acceptance;
  return (
    <>
      <section className="card">
        <h2>结果的使用（{handedOn.length}次提供）</h2>
        {handedOn.length === 0 ? (
          <p className="soft">还没有提供给后续工作。提供一次，名单、接收单位、时间和签名都记录在案。</p>
        ) : (
          <table className="data stacks">
            <thead>
              <tr>
                <th>用于</th>
                <th>省份</th>
                <th>提供给</th>
                <th className="number">联合体</th>
                <th>时间</th>
                <th>文件</th>
              </tr>
            </thead>
            <tbody>
              {handedOn.map((use) => (
                <tr key={use.id}>
                  <td data-label="用于">{use.use}</td>
                  <td data-label="省份">{use.province}</td>
                  <td data-label="提供给">{use.recipient}</td>
                  <td data-label="联合体" className="number">
                    {use.consortia}
                  </td>
                  <td data-label="时间">
                    {momentText(use.at)}
                    <div className="soft">{use.by}</div>
                  </td>
                  <td data-label="文件">
                    <span className="actions">
                      {files.map(([file, name]) => (
                        <a
                          key={file}
                          href={`/api/acceptances/${id}/uses/${use.id}/${file}`}
                          aria-label={`${name}：${use.province}，${use.use}`}
                          download
                        >
                          {name}
                        </a>
                      ))}
                    </span>
                    <div className="digest soft">{use.digest.slice(0, 16)}…</div>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </section>
      {isOffice && <HandOn acceptance={acceptance} onReload={onReload} />}
    </>
  );
}

function HandOn({
  acceptance: { id, uses, items },
  onReload,
}: {
  acceptance: Acceptance;
  onReload: () => Promise<void>;
}) {
  const [use, setUse] = useState('');
  const [provinceId, setProvinceId] = useState('');
  const [recipient, setRecipient] = useState('');
  const provinces = [...new Map(items.map(({ province }) => [province.id, province.name]))];
  const send = useMutation({
    mutationFn: () =>
      answered(
        client.POST('/api/acceptances/{id}/uses', {
          params: { path: { id } },
          body: { use, provinceId, recipient },
        }),
      ),
    onSuccess: () => {
      setRecipient('');
      return onReload();
    },
  });
  return (
    <InlineForm
      title="提供一个省份的结果"
      button="提供并记录"
      sending={send}
      onSubmit={() => send.mutate()}
      outcome={send.isSuccess && '已签名并记录，文件在上表下载。'}
    >
      <InlineSelect label="用于" choices={uses} value={use} onChange={setUse} />
      <InlineSelect
        label="省份"
        choices={provinces.map(([province, name]) => ({ id: province, label: name }))}
        value={provinceId}
        onChange={setProvinceId}
      />
      <InlineInput label="提供给" size={24} required maxLength={200} value={recipient} onChange={setRecipient} />
    </InlineForm>
  );
}
