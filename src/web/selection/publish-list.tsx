import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { PublicationFiles } from './publication-files.tsx';
import type { Selection } from './selection-queries.ts';

const today = () => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);

/** The list: published once its days are over and objections are settled; from it consortia become 培育单位. */
export function PublishList({ selection, onReload }: { selection: Selection; onReload: () => Promise<void> }) {
  const { batch, decision, list, objections, isPublicityOpen } = selection;
  const [number, setNumber] = useState('');
  const [title, setTitle] = useState(`关于公布${batch.title}培育名单的通知`);
  const [day, setDay] = useState(today);
  const [text, setText] = useState(
    '经园区申报、省级核实推荐、材料审查、专家审阅、集体遴选并向社会公示，现公布市域产教联合体培育名单（见附件）。\n请有关单位按照建设指标和承诺扎实推进建设，主动接受监测和验收。',
  );
  const publish = useMutation({
    mutationFn: () =>
      answered(
        client.POST('/api/batches/{id}/list', {
          params: { path: { id: batch.id } },
          body: { version: decision?.version ?? 0, number, title, text, publishedOn: day },
        }),
      ),
    onSuccess: onReload,
  });
  if (list)
    return (
      <section className="card">
        <h2>培育名单</h2>
        <p>
          {list.title}（{list.number}），{list.publishedOn}，{list.listed}家。各申报单位已收到通知。
        </p>
        <p className="digest">名单内容摘要 SHA-256：{list.digest}</p>
        <PublicationFiles batchId={batch.id} kind="list" />
      </section>
    );
  const open = objections.filter((each) => each.decision === null).length;
  return (
    <form
      className="card"
      aria-label="公布培育名单"
      onSubmit={(event) => {
        event.preventDefault();
        if (confirm('公布后名单不能再改，各申报单位随即收到通知，确定公布？')) publish.mutate();
      }}
    >
      <h2>公布培育名单</h2>
      {isPublicityOpen && <p className="soft">公示期满后才能公布。</p>}
      {open > 0 && <p className="warning">还有{open}件异议没有答复，办结后才能公布。</p>}
      <label className="field">
        <span>发文字号</span>
        <input
          className="text"
          required
          maxLength={100}
          value={number}
          onChange={(event) => setNumber(event.target.value)}
        />
      </label>
      <label className="field">
        <span>成文日期</span>
        <input className="text" type="date" required value={day} onChange={(event) => setDay(event.target.value)} />
      </label>
      <label className="field">
        <span>文件标题</span>
        <input
          className="text"
          required
          maxLength={200}
          value={title}
          onChange={(event) => setTitle(event.target.value)}
        />
      </label>
      <label className="field">
        <span>文件正文</span>
        <textarea
          className="text"
          required
          rows={4}
          maxLength={5000}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </label>
      <p className="soft">
        {batch.commentsShown
          ? '本批次向申报单位公开其专家意见（不含姓名）。'
          : '本批次不向申报单位公开专家意见；要公开的，公布之前在总览页修改。'}
      </p>
      <Button htmlType="submit" type="primary" disabled={isPublicityOpen || open > 0} loading={publish.isPending}>
        公布培育名单
      </Button>
      {publish.error && (
        <p role="alert" className="error">
          {publish.error.message}
        </p>
      )}
    </form>
  );
}
