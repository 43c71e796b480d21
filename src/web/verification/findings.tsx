import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useEffect, useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { momentText } from '#web/ui/moment.ts';
import { dropFinding, keepFinding, useWaitingFindings } from './finding-outbox.ts';
import { type Verification, verificationQuery } from './verification-queries.ts';

/** What was seen on site: written down with photographs even without a network, answered by the applicant. */
export function Findings({ verification }: { verification: Verification }) {
  const { application, findings, canVerify, cells } = verification;
  const { waiting, sent } = useWaitingFindings(application.id);
  const queryClient = useQueryClient();
  useEffect(() => {
    if (sent > 0) void queryClient.invalidateQueries({ queryKey: verificationQuery(application.id).queryKey });
  }, [sent, queryClient, application.id]);
  const labelOf = (cell: string | null | undefined) => cells.find((each) => each.cell === cell)?.label;
  return (
    <section className="card">
      <h2>现场发现</h2>
      {canVerify && <NewFinding verification={verification} />}
      {waiting.map((finding) => (
        <article key={finding.id} className="finding">
          <p>
            {labelOf(finding.cell) && <strong>{labelOf(finding.cell)}：</strong>}
            {finding.text}
          </p>
          <p className={finding.refused ? 'error' : 'warning'} role="status">
            {finding.refused ?? `已存在本机，有网络后自动发送（照片和文件${finding.files.length}个）。`}{' '}
            {finding.refused && (
              <Button size="small" onClick={() => void dropFinding(finding.id)}>
                删去
              </Button>
            )}
          </p>
        </article>
      ))}
      {findings.map((finding) => (
        <article key={finding.id} className="finding">
          <p>
            {labelOf(finding.cell) && <strong>{labelOf(finding.cell)}：</strong>}
            {finding.text}
          </p>
          <p className="soft">
            {finding.place && `${finding.place}，`}
            {momentText(finding.seenAt)}，{finding.by}
          </p>
          <div className="finding-files">
            {finding.files.map(({ digest, name, mediaType }) => {
              const address = `/api/applications/${application.id}/findings/${finding.id}/files/${digest}`;
              return (
                <a key={digest} href={address} target="_blank" rel="noreferrer">
                  {mediaType.startsWith('image/') ? <img src={address} alt={name} loading="lazy" /> : name}
                </a>
              );
            })}
          </div>
          {finding.answer ? (
            <p>
              说明：{finding.answer.text} <span className="soft">{finding.answer.by}</span>
            </p>
          ) : (
            !canVerify && <Answer applicationId={application.id} findingId={finding.id} />
          )}
        </article>
      ))}
      {findings.length + waiting.length === 0 && <p className="soft">还没有现场发现。</p>}
    </section>
  );
}

function NewFinding({ verification: { application, revision, cells } }: { verification: Verification }) {
  const [text, setText] = useState('');
  const [place, setPlace] = useState('');
  const [cell, setCell] = useState('');
  const [files, setFiles] = useState<readonly File[]>([]);
  const keep = async () => {
    await keepFinding({
      id: crypto.randomUUID(),
      applicationId: application.id,
      revision,
      ...(cell === '' ? {} : { cell }),
      text: text.trim(),
      place: place.trim(),
      seenAt: new Date().toISOString(),
      files: files.map((file) => ({ name: file.name, blob: file })),
    });
    setText('');
    setFiles([]);
  };
  return (
    <form
      aria-label="记录现场发现"
      onSubmit={(event) => {
        event.preventDefault();
        void keep();
      }}
    >
      <label className="field">
        <span>发现</span>
        <textarea
          className="text"
          rows={2}
          required
          maxLength={5000}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </label>
      <div className="actions">
        <label className="inline-field">
          地点
          <input
            className="text inline"
            maxLength={200}
            value={place}
            onChange={(event) => setPlace(event.target.value)}
          />
        </label>
        <label className="inline-field">
          涉及
          <select className="text inline" value={cell} onChange={(event) => setCell(event.target.value)}>
            <option value="">（不涉及具体填报项）</option>
            {cells.map((each) => (
              <option key={each.cell} value={each.cell}>
                {each.label}
              </option>
            ))}
          </select>
        </label>
        <label className="inline-field">
          照片和文件
          <input
            key={files.length === 0 ? 'none' : 'some'}
            type="file"
            multiple
            accept="image/*,application/pdf"
            onChange={(event) => setFiles([...(event.target.files ?? [])])}
          />
        </label>
        <Button htmlType="submit">记下</Button>
      </div>
    </form>
  );
}

function Answer({ applicationId, findingId }: { applicationId: string; findingId: string }) {
  const [text, setText] = useState('');
  const queryClient = useQueryClient();
  const answer = useMutation({
    mutationFn: () =>
      answered(
        client.POST('/api/applications/{id}/findings/{findingId}/answer', {
          params: { path: { id: applicationId, findingId } },
          body: { text },
        }),
      ),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: verificationQuery(applicationId).queryKey }),
  });
  return (
    <div className="actions">
      <input
        className="text inline"
        size={40}
        maxLength={5000}
        placeholder="对这一发现的说明"
        aria-label="对这一发现的说明"
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <Button size="small" disabled={text.trim() === ''} loading={answer.isPending} onClick={() => answer.mutate()}>
        提交说明
      </Button>
      {answer.error && (
        <span role="alert" className="error">
          {answer.error.message}
        </span>
      )}
    </div>
  );
}
