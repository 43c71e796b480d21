import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { dayText, momentText } from '#web/ui/moment.ts';
import { PublicationFiles } from './publication-files.tsx';
import type { Selection } from './selection-queries.ts';

/** The draft list: published for its days, then shown with its document. */
export function PublishDraft({ selection, onReload }: { selection: Selection; onReload: () => Promise<void> }) {
  const { batch, decision, publicity, publicityCloses, isPublicityOpen } = selection;
  const [title, setTitle] = useState(`${batch.title}拟列入培育名单的公示`);
  const [text, setText] = useState(
    `经园区申报、省级推荐、材料审查、专家审阅和集体遴选，现将拟列入培育名单的市域产教联合体予以公示，公示期至${
      publicityCloses === null ? '' : dayText(publicityCloses)
    }。\n对公示内容有异议的，请在公示期内以真实姓名或单位名义提出，并提供联系方式和有关情况。`,
  );
  const publish = useMutation({
    mutationFn: () =>
      answered(
        client.POST('/api/batches/{id}/publicity', {
          params: { path: { id: batch.id } },
          body: { version: decision?.version ?? 0, title, text },
        }),
      ),
    onSuccess: onReload,
  });
  if (publicity)
    return (
      <section className="card">
        <h2>公示</h2>
        <p>
          {publicity.title}：{publicity.listed}家，{publicity.publishedOn}发布，
          {publicityCloses && `${momentText(publicityCloses)}${isPublicityOpen ? '截止' : '已截止'}`}。
        </p>
        <PublicationFiles batchId={batch.id} kind="publicity" />
      </section>
    );
  return (
    <form
      className="card"
      aria-label="公示"
      onSubmit={(event) => {
        event.preventDefault();
        if (confirm('发布后任何人都能看到，且不能撤回，确定发布？')) publish.mutate();
      }}
    >
      <h2>公示</h2>
      {!decision && <p className="soft">先保存决定，再把它作为公示名单发布。</p>}
      {!isPublicityOpen && <p className="warning">公示的时间已过：请先在本批次的总览页把“公示”阶段延期，再发布。</p>}
      <label className="field">
        <span>标题</span>
        <input
          className="text"
          required
          maxLength={200}
          value={title}
          onChange={(event) => setTitle(event.target.value)}
        />
      </label>
      <label className="field">
        <span>正文</span>
        <textarea
          className="text"
          required
          rows={4}
          maxLength={5000}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </label>
      <Button htmlType="submit" disabled={!decision || !isPublicityOpen} loading={publish.isPending}>
        发布公示名单
      </Button>
      {publish.error && (
        <p role="alert" className="error">
          {publish.error.message}
        </p>
      )}
    </form>
  );
}
