import { Button } from 'antd';
import { useState } from 'react';
import { momentText } from '#web/ui/moment.ts';
import type { Scheme, SchemeContent, Schemes } from './appraisal-queries.ts';
import { SchemeForm } from './scheme-form.tsx';

type Editing = { scheme: Scheme | undefined };

/** By what everyone is appraised, for everyone to read; written and revised by who manages it. */
export function SchemeList({ id, data }: { id: string; data: Schemes }) {
  const [editing, setEditing] = useState<Editing>();
  return (
    <section className="card" aria-label="考核方案">
      <h2 className="inline-form-title">考核方案</h2>
      <p className="soft">{data.because}。</p>
      {data.items.length === 0 && !editing && (
        <p>
          还没有考核方案。
          {data.canManage ? '新建时已按常用的指标填好，改成你们的做法即可。' : '秘书处建立后，在这里公开。'}
        </p>
      )}
      {data.items.map((scheme) =>
        editing?.scheme?.id === scheme.id ? (
          <SchemeForm key={scheme.id} id={id} data={data} scheme={scheme} onDone={() => setEditing(undefined)} />
        ) : (
          <SchemeCard
            key={scheme.id}
            data={data}
            scheme={scheme}
            onEdit={data.canManage ? () => setEditing({ scheme }) : undefined}
          />
        ),
      )}
      {editing && !editing.scheme && (
        <SchemeForm id={id} data={data} scheme={undefined} onDone={() => setEditing(undefined)} />
      )}
      {data.canManage && !editing && (
        <p>
          <Button onClick={() => setEditing({ scheme: undefined })}>新建方案</Button>
        </p>
      )}
    </section>
  );
}

function SchemeCard({ data, scheme, onEdit }: { data: Schemes; scheme: Scheme; onEdit: (() => void) | undefined }) {
  const [latest, ...before] = scheme.versions;
  if (!latest) return null;
  return (
    <details className="scheme">
      <summary>
        <strong>{scheme.title}</strong>
        <span className="soft">
          　{data.subjects.find(({ id }) => id === scheme.subject)?.label}，第{latest.number}版，
          {latest.content.indicators.length}项指标
        </span>
      </summary>
      <SchemeContentTable content={latest.content} words={latest.words} />
      {before.length > 0 && (
        <ul className="plain-list soft">
          {scheme.versions.map(({ number, reason, by, at }) => (
            <li key={number}>
              第{number}版：{reason || '首次建立'}（{by}，{momentText(at)}）
            </li>
          ))}
        </ul>
      )}
      {onEdit && (
        <p>
          <Button onClick={onEdit}>修订</Button>
        </p>
      )}
    </details>
  );
}

const shown = { own: '各自只看到自己的得分', place: '看到自己的得分和名次', all: '看到全部排名' } as const;

function SchemeContentTable({ content, words }: { content: SchemeContent; words: Readonly<Record<string, string>> }) {
  const { indicators, grading, shows, objectionDays } = content;
  const grades =
    grading.by === 'points'
      ? grading.grades.map(({ label, from }) => `${label}（${from}分及以上）`)
      : grading.grades.map(({ label, share }) => `${label}（至多${share}％）`);
  return (
    <>
      <table className="data stacks">
        <thead>
          <tr>
            <th>指标</th>
            <th>分值</th>
            <th>计分</th>
          </tr>
        </thead>
        <tbody>
          {indicators.map((indicator) => (
            <tr key={indicator.id}>
              <td>{indicator.title}</td>
              <td data-label="分值" className="number">
                {indicator.weight}
              </td>
              <td data-label="计分">{words[indicator.id]}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="soft">
        等次：{grades.join('、')}。公布后{shown[shows]}，{objectionDays}天内可以提出异议。
      </p>
    </>
  );
}
