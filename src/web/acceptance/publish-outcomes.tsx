import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { PublicationFiles } from '#web/selection/publication-files.tsx';
import { ProblemText } from '#web/ui/problem-text.tsx';
import type { Acceptance } from './acceptance-queries.ts';

const today = () => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);

/** The draft for the public to object to, then the outcomes: from their day on each is in force. */
export function PublishOutcomes({ acceptance, onReload }: { acceptance: Acceptance; onReload: () => Promise<void> }) {
  const { id, items, publicity, list, isPublicityOpen, objections } = acceptance;
  const undecided = items.filter(({ outcome }) => outcome === null).length;
  const open = objections.filter(({ decision }) => decision === null).length;
  return (
    <section className="card" id="publication">
      <h2>公示与公布</h2>
      {publicity && (
        <>
          <p>
            公示：<a href={`/public/lists/${publicity.id}`}>{publicity.title}</a>，{publicity.publishedOn}。
          </p>
          <PublicationFiles batchId={id} kind="publicity" />
        </>
      )}
      {list && (
        <>
          <p>
            公布：<a href={`/public/lists/${list.id}`}>{list.title}</a>（{list.number}），{list.publishedOn}。
            结论此后只能以整改复核或申诉复核改变。
          </p>
          <p className="digest">内容摘要 SHA-256：{list.digest}</p>
          <PublicationFiles batchId={id} kind="list" />
        </>
      )}
      {!publicity && undecided > 0 && (
        <p className="soft">还有{undecided}家没有结论；在表中打开联合体作出结论，全部作出后在这里公示。</p>
      )}
      {!publicity && undecided === 0 && <PublishDraft acceptance={acceptance} onReload={onReload} />}
      {publicity && !list && isPublicityOpen && (
        <p className="soft">公示期满后在这里公布；期内任何人都可以提出异议。</p>
      )}
      {publicity && !list && !isPublicityOpen && open > 0 && <p className="warning">还有{open}件异议没有答复。</p>}
      {publicity && !list && !isPublicityOpen && open === 0 && (
        <PublishList acceptance={acceptance} onReload={onReload} />
      )}
    </section>
  );
}

type Props = { acceptance: Acceptance; onReload: () => Promise<void> };

function PublishDraft({ acceptance: { id, title: name, items, ofBatch }, onReload }: Props) {
  const [title, setTitle] = useState(`${name}结果公示`);
  const [text, setText] = useState(
    `按照部署，对“${ofBatch.title}”的${items.length}家培育单位进行了验收。经自评、省级审核、专家审阅和实地考察，现将结果予以公示（见附件）。对结果有异议的，可在公示期内提出。`,
  );
  const publish = useMutation({
    mutationFn: () =>
      answered(client.POST('/api/acceptances/{id}/publicity', { params: { path: { id } }, body: { title, text } })),
    onSuccess: onReload,
  });
  return (
    <form
      aria-label="公示验收结果"
      onSubmit={(event) => {
        event.preventDefault();
        if (confirm(`公示${items.length}家的结论和理由，确定？`)) publish.mutate();
      }}
    >
      <Field label="标题" value={title} onChange={setTitle} />
      <LongField label="正文" value={text} onChange={setText} />
      <Button htmlType="submit" type="primary" loading={publish.isPending}>
        公示
      </Button>
      {publish.error && <ProblemText error={publish.error} />}
    </form>
  );
}

function PublishList({ acceptance: { id, title: name, ofBatch }, onReload }: Props) {
  const [title, setTitle] = useState(`关于公布${name}结果的通知`);
  const [number, setNumber] = useState('');
  const [day, setDay] = useState(today);
  const [text, setText] = useState(
    `经验收并向社会公示，现公布“${ofBatch.title}”培育单位的验收结果（见附件）。\n限期整改的联合体应当在期限内完成整改并报送整改报告。`,
  );
  const publish = useMutation({
    mutationFn: () =>
      answered(
        client.POST('/api/acceptances/{id}/list', {
          params: { path: { id } },
          body: { title, number, text, publishedOn: day },
        }),
      ),
    onSuccess: onReload,
  });
  return (
    <form
      aria-label="公布验收结果"
      onSubmit={(event) => {
        event.preventDefault();
        if (confirm('公布后结论不能再改，各联合体的状态随即改变并收到通知，确定公布？')) publish.mutate();
      }}
    >
      <Field label="发文字号" value={number} onChange={setNumber} />
      <Field label="成文日期" type="date" value={day} onChange={setDay} />
      <Field label="标题" value={title} onChange={setTitle} />
      <LongField label="正文" value={text} onChange={setText} />
      <Button htmlType="submit" type="primary" loading={publish.isPending}>
        公布验收结果
      </Button>
      {publish.error && <ProblemText error={publish.error} />}
    </form>
  );
}

type FieldProps = { label: string; value: string; onChange: (value: string) => void };

function Field({ label, type = 'text', value, onChange }: FieldProps & { type?: 'text' | 'date' }) {
  return (
    <label className="field">
      <span>{label}</span>
      <input
        className="text"
        type={type}
        required
        maxLength={200}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </label>
  );
}

function LongField({ label, value, onChange }: FieldProps) {
  return (
    <label className="field">
      <span>{label}</span>
      <textarea
        className="text"
        required
        rows={4}
        maxLength={5000}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </label>
  );
}
