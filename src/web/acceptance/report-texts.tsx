import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { countWords } from '#core/quantity/count-words.ts';
import { answered, client } from '#web/api/client.ts';
import { forgetTexts, keepText, useKeptTexts } from '#web/ui/kept-texts.ts';
import { momentText } from '#web/ui/moment.ts';
import { ProblemText } from '#web/ui/problem-text.tsx';
import type { Case } from './acceptance-queries.ts';

/** The texts of the self-report: kept in the browser as they are typed, saved, and sent once. */
export function ReportTexts(props: { consortiumId: string; acceptance: Case; onReload: () => Promise<void> }) {
  const { consortiumId, acceptance, onReload } = props;
  const { id: batchId, texts, report, canReport } = acceptance;
  const key = `acceptance ${consortiumId} ${batchId}`;
  const typed = useKeptTexts(key);
  const [version, setVersion] = useState(acceptance.version);
  const textOf = ({ id, text }: Case['texts'][number]) => typed[id] ?? text;
  const isChanged = texts.some((each) => textOf(each) !== each.text);
  const save = async () => {
    const all = Object.fromEntries(texts.map((each) => [each.id, textOf(each)]));
    const params = { path: { id: consortiumId } };
    const kept = await answered(
      client.PUT('/api/consortia/{id}/acceptance/texts', { params, body: { batchId, version, texts: all } }),
    );
    setVersion(kept.version);
    return kept.version;
  };
  const saving = useMutation({
    mutationFn: save,
    onSuccess: async () => {
      await onReload();
      forgetTexts(key);
    },
  });
  const sending = useMutation({
    mutationFn: async () => {
      const at = isChanged ? await save() : version;
      const params = { path: { id: consortiumId } };
      return answered(client.POST('/api/consortia/{id}/acceptance/report', { params, body: { batchId, version: at } }));
    },
    onSuccess: async () => {
      await onReload();
      forgetTexts(key);
    },
  });
  const isLong = texts.some((each) => countWords(textOf(each)) > each.limit);
  return (
    <section className="card case-texts">
      <h2>自评报告</h2>
      {canReport ? (
        <>
          <p className="soft">数据由台账和已审核的报送自动填入（见下），这里只写情况。写好后报送，报送后不能再改。</p>
          {texts.map((each) => (
            <label key={each.id} className="field">
              <span>
                {each.label}（{countWords(textOf(each))}/{each.limit}字）
              </span>
              <textarea
                className="text"
                rows={5}
                value={textOf(each)}
                onChange={(event) => keepText(key, each.id, event.target.value)}
              />
            </label>
          ))}
          <p className="actions">
            <Button disabled={!isChanged || isLong} loading={saving.isPending} onClick={() => saving.mutate()}>
              保存
            </Button>
            <Button
              type="primary"
              disabled={isLong || texts.some((each) => textOf(each).trim() === '')}
              loading={sending.isPending}
              onClick={() => confirm('报送后不能再改，确定报送自评报告？') && sending.mutate()}
            >
              报送自评报告
            </Button>
            {isLong && <span className="warning">有文字超过字数，请删减。</span>}
            {isChanged && !isLong && <span className="soft">有改动没有保存。</span>}
          </p>
          {(saving.error ?? sending.error) && <ProblemText error={saving.error ?? sending.error} />}
        </>
      ) : (
        <>
          {report === null && <p className="soft">还没有报送。</p>}
          {report !== null &&
            texts.map(({ id, label, text }) => (
              <div key={id}>
                <h3>{label}</h3>
                <p className="said">{text}</p>
              </div>
            ))}
        </>
      )}
      {report && (
        <>
          <p className="soft">
            {report.by}于{momentText(report.at)}报送。
          </p>
          <p className="digest">内容摘要 SHA-256：{report.digest}</p>
        </>
      )}
    </section>
  );
}
